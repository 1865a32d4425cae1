"""The addresses of the desk's rooms."""

from django.urls import path

from khronika.desk.rooms import bans, cases, inbox, log, people, reading, search, tolls, way_in

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("inbox/progress/", inbox.progress, name="progress"),
    path("inbox/cancel/", inbox.cancel, name="cancel"),
    path("inbox/dismiss/<str:batch>/", inbox.dismissed, name="dismiss"),
    path("documents/", reading.documents, name="documents"),
    path("documents/<str:sha256>/", reading.document, name="document"),
    path("documents/<str:sha256>/original/", reading.original, name="original"),
    path("statements/<str:name>/", reading.statement, name="statement"),
    path("statements/<str:name>/<str:decision>/", reading.decide, name="decide"),
    path("cases/", cases.cases, name="cases"),
    path("cases/<str:key>/", cases.case, name="case"),
    path("people/", people.people, name="people"),
    path("bans/", bans.bans, name="bans"),
    path("tolls/", tolls.tolls, name="tolls"),
    path("search/", search.search, name="search"),
    path("log/", log.log, name="log"),
    path("log/verify/", log.verify, name="verify"),
    path("enter/", way_in.enter, name="enter"),
    path("login/", way_in.login, name="login"),
    path("logout/", way_in.leave, name="logout"),
]
handler404 = "khronika.desk.rooms.way_in.not_found"
handler403 = "khronika.desk.rooms.way_in.not_allowed"
