from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class FundingConfig(AppConfig):
    name = "funding"
    verbose_name = "Funding: how much"

    def ready(self) -> None:
        """Once permissions exist, the groups that share them out do too."""
        from .groups import make_groups

        post_migrate.connect(make_groups, sender=apps.get_app_config("auth"))
