from django.urls import path
from pad.views import index

urlpatterns = [path("", index)]
