from django.contrib import admin

from funding import financial_year
from funding.models import Deflator, Population, Renaming, YearEndOfficers

from .deleting import RecordAdmin
from .forms import SHORT_NOTES, SourcedForm


class DeflatorForm(SourcedForm[Deflator]):
    what = "A deflator"


class PopulationForm(SourcedForm[Population]):
    what = "A population"


class YearEndOfficersForm(SourcedForm[YearEndOfficers]):
    what = "A count of officers"


class RenamingForm(SourcedForm[Renaming]):
    what = "A renaming"


@admin.register(Deflator)
class DeflatorAdmin(RecordAdmin[Deflator]):
    form = DeflatorForm
    list_display = ["year", "index", "base", "status", "release"]
    autocomplete_fields = ["sources"]

    @admin.display(description="financial year", ordering="financial_year")
    def year(self, deflator: Deflator) -> str:
        return financial_year.label(deflator.financial_year)

    @admin.display(description="is 100 in", ordering="base_year")
    def base(self, deflator: Deflator) -> str:
        return financial_year.label(deflator.base_year)


@admin.register(Population)
class PopulationAdmin(RecordAdmin[Population]):
    form = PopulationForm
    list_display = ["force", "as_at", "population"]
    list_filter = ["as_at"]
    list_select_related = ["force"]
    search_fields = ["force__name", "force__short_name"]
    autocomplete_fields = ["force", "sources"]
    formfield_overrides = SHORT_NOTES


@admin.register(YearEndOfficers)
class YearEndOfficersAdmin(RecordAdmin[YearEndOfficers]):
    form = YearEndOfficersForm
    list_display = ["force", "as_at", "officers_fte"]
    list_filter = ["as_at"]
    list_select_related = ["force"]
    search_fields = ["force__name", "force__short_name"]
    autocomplete_fields = ["force", "sources"]
    formfield_overrides = SHORT_NOTES


@admin.register(Renaming)
class RenamingAdmin(RecordAdmin[Renaming]):
    form = RenamingForm
    list_display = ["force", "change", "old_name", "new_name", "date"]
    list_filter = ["change"]
    list_select_related = ["force"]
    search_fields = ["force__name", "old_name", "new_name", "detail"]
    autocomplete_fields = ["force", "sources"]
    formfield_overrides = SHORT_NOTES
