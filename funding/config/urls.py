"""Every public address, and the admin."""

from django.conf import settings
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import path
from django.views.decorators.http import require_safe

from funding.downloads.datasets import TABLES
from funding.gallery.page import gallery
from funding.views import (
    about,
    compare,
    downloads,
    forces,
    home,
    partnerships,
    projects,
    regions,
    releases,
    rounds,
    site,
    themes,
)

urlpatterns = [
    path("", home.home, name="home"),
    # What the money went to
    path("projects/", projects.project_list, name="projects"),
    path("projects/<slug:slug>/", projects.project_detail, name="project"),
    path("rounds/", rounds.round_list, name="rounds"),
    path("rounds/<slug:slug>/", rounds.round_detail, name="round"),
    path("regions/", regions.region_list, name="regions"),
    path("regions/<slug:slug>/", regions.region_detail, name="region"),
    path("forces/", forces.force_list, name="forces"),
    path("forces/<slug:slug>/", forces.force_detail, name="force"),
    path("themes/", themes.theme_list, name="themes"),
    path("themes/<slug:slug>/", themes.theme_detail, name="theme"),
    path("partnerships/", partnerships.partnership_list, name="partnerships"),
    path("compare/", compare.compare, name="compare"),
    # The data, and what is to be known about it
    path("data/", about.data, name="data"),
    path("about/", about.about, name="about"),
    path("releases/", releases.release_list, name="releases"),
    path("changes/", releases.changes, name="changes"),
    *(path(f"{name}.csv", downloads.table_csv, {"name": name}, name=f"{name}-csv") for name in TABLES),
    # For machines
    path("releases.atom", require_safe(releases.ReleasesFeed()), name="releases-feed"),
    *(
        path(
            f"{kind}s/<slug:slug>/changes.atom",
            require_safe(releases.ChangesFeed()),
            {"kind": kind},
            name=f"{kind}-feed",
        )
        for kind in releases.THINGS
    ),
    path("robots.txt", site.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": site.SITEMAPS}, name="sitemap"),
    path("favicon.ico", site.favicon, name="favicon"),
    path("admin/", admin.site.urls),
    # For developers and tests
    *([path("gallery/", gallery, name="gallery")] if settings.GALLERY else []),
]

handler400 = site.bad_request
handler403 = site.forbidden
handler404 = site.not_found
handler500 = site.server_error
