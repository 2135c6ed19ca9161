"""Who uses the admin."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client


@pytest.fixture
def client_who_may():
    """A function that logs in a member of staff who has only these permissions: `client_who_may("view_round")`."""

    def log_in(*codenames: str) -> Client:
        user = User.objects.create_user("clerk", password="secret", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
        client = Client()
        client.force_login(user)
        return client

    return log_in
