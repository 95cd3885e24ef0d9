"""The smallest ASGI application."""
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route


async def root(request):
    return JSONResponse({"hello": request.query_params.get("name", "world")})


app = Starlette(routes=[Route("/", root)])
