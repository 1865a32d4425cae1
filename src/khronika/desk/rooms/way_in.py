"""The way in: by a link that works once on this machine, or by name and password."""

import secrets

from django.contrib.auth import authenticate
from django.contrib.auth import login as let_in
from django.contrib.auth import logout as see_out
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from khronika.desk.models import Account
from khronika.desk.open_on import desk

BACKEND = "django.contrib.auth.backends.ModelBackend"


@login_not_required
def enter(request: HttpRequest) -> HttpResponseBase:
    """Let the owner in who comes with the key that ``khronika serve`` printed; the key works once."""
    given, key = request.GET.get("key", ""), desk.key
    if key and secrets.compare_digest(given.encode(), key.encode()):
        desk.key = ""
        let_in(request, Account.objects.get(name=desk.owner), backend=BACKEND)
        return redirect("inbox")
    if request.user.is_authenticated:
        return redirect("inbox")
    return render(request, "desk/login.html", {"used": True}, status=403)


@login_not_required
def login(request: HttpRequest) -> HttpResponseBase:
    """Let somebody in by name and password."""
    wrong = False
    if request.method == "POST":
        account = authenticate(request, username=request.POST.get("name"), password=request.POST.get("password"))
        if account is not None:
            let_in(request, account)
            return redirect("inbox")
        wrong = True
    return render(request, "desk/login.html", {"wrong": wrong}, status=403 if wrong else 200)


@require_POST
def leave(request: HttpRequest) -> HttpResponseBase:
    """See somebody out."""
    see_out(request)
    return redirect("login")


@login_not_required
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that nothing is at an address, in the same words whether or not there ever was."""
    del exception
    return render(request, "desk/nothing.html", status=404)


@login_not_required
def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that a role does not include something."""
    del exception
    return render(request, "desk/not_allowed.html", status=403)
