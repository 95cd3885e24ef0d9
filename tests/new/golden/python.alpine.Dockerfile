FROM python:3.12-alpine3.24

WORKDIR /app

# Dependencies first: installed again only when their list changes
COPY requirements.txt ./

RUN --mount=type=cache,target=/root/.cache/pip \
    pip install -r requirements.txt

COPY . ./

RUN addgroup -g 10001 app \
 && adduser -D -H -h /nonexistent -s /sbin/nologin -u 10001 -G app app

ENV PYTHONUNBUFFERED=1
EXPOSE 8000

# Not root; by number, so that an orchestrator can see it
USER 10001:10001

# Exec form: signals reach the program itself
CMD ["python", "main.py"]
