from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import ENTER, permit


@permit(ENTER)
@require_http_methods(["GET", "HEAD"])
def voices(request, partnership, heard=0):
    return HttpResponse("")
