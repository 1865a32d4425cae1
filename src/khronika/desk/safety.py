"""What keeps a page from doing harm: nothing from elsewhere is loaded, nobody does what his role does not include."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from khronika.desk.models import Account, Role
from khronika.errors import KhronikaError

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "object-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
Answer = Callable[[HttpRequest], HttpResponseBase]
P = ParamSpec("P")


class ContentPolicy:
    """Tells the browser to load nothing from elsewhere, to run no inline script, and to keep no copy of a page."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the policy added."""
        answer = self.get_response(request)
        answer.headers["Content-Security-Policy"] = POLICY
        answer.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        if not request.path.startswith("/static/"):
            answer.headers.setdefault("Cache-Control", "no-store")
        return answer


class Messages:
    """Turns errors that the user can act on into messages."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return a page that says what was wrong and what to do, if it is one of our own errors."""
        if not isinstance(error, KhronikaError):
            return None
        if request.method == "POST" and not request.headers.get("HX-Request"):
            messages.error(request, str(error))
            back = request.POST.get("back", "")
            return redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "/")
        return render(request, "desk/error.html", {"error": error}, status=422)


def whose(request: HttpRequest) -> Account:
    """Return the account that a request comes from. Raises PermissionDenied if it comes from none."""
    if not isinstance(request.user, Account):
        raise PermissionDenied
    return request.user


def needs(
    role: Role,
) -> Callable[
    [Callable[Concatenate[HttpRequest, P], HttpResponseBase]], Callable[Concatenate[HttpRequest, P], HttpResponseBase]
]:
    """Let only those through whose role includes another."""

    def guard(
        view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not whose(request).may(role):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return guard
