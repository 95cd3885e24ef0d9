from datetime import datetime, timezone

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone as zones

from pad.models import Note


def index(request: HttpRequest) -> HttpResponse:
    summer = zones.localtime(datetime(2024, 7, 1, tzinfo=timezone.utc))
    return render(request, "pad/index.html", {"notes": Note.objects.all(), "hour": summer.hour})
