"""What is asked about sources and the plans of partners."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from throughline.web.plan.life.forms import ChoosingForm, Day, line, words
from throughline.web.plan.life.ways import WayForm
from throughline.web.plan.models import PartnerPlan


class AddSource(ChoosingForm):
    """One source for the register."""

    code = forms.SlugField(
        label=_("A short code"), max_length=40, help_text=_("Such as psa-23. The plan’s file cites it.")
    )
    kind = forms.ChoiceField(label=_("What kind of source is it?"))
    title = line(_("What is it called?"), most=300)
    publisher = line(_("Who published it?"), needed=False)
    published = line(
        _("When?"), needed=False, most=60, help_text=_("As precisely as it says: 2009, or May 2009.")
    )
    reference = line(_("Where does it stand?"), needed=False, most=300)
    part_of = line(_("Part of which source?"), needed=False, most=40, help_text=_("Its code."))
    held_by = line(
        _("Which organisations does it bind?"),
        needed=False,
        most=300,
        help_text=_("Their ids, with ; between."),
    )
    from_on = Day(label=_("Binds from"), required=False)
    until_on = Day(label=_("Binds until"), required=False)
    text = words(_("Its own words, where they matter"), needed=False)

    def clean_held_by(self) -> tuple[str, ...]:
        """The ids of the organisations."""
        return tuple(one.strip() for one in self.cleaned_data["held_by"].split(";") if one.strip())


class ImportSources(WayForm):
    """A file of sources."""

    file = forms.FileField(
        label=_("A file of sources"),
        help_text=_("CSV, XLSX or ODS with the columns code, kind and title. All lines are taken, or none."),
    )


class AddKind(WayForm):
    """A kind of source that a partnership adds to the list."""

    code = forms.SlugField(label=_("A short code"), max_length=40)
    name = line(_("What is the kind called?"), most=100)
    binds = forms.BooleanField(label=_("It binds whoever holds it"), required=False)


class LinkLine(ChoosingForm):
    """A line of the plan that serves a source."""

    line = forms.ChoiceField(label=_("Which priority or objective serves it?"))


class EndLink(ChoosingForm):
    """A link that no longer holds."""

    link = forms.ChoiceField(label=_("Which link ends?"))


class AnswerDirection(WayForm):
    """The action that answers a direction."""

    action = forms.IntegerField(label=_("Which action answers it?"), min_value=1, help_text=_("Its number."))


class RecordPartnerPlan(ChoosingForm):
    """A plan that a partner or another body keeps."""

    title = line(_("What is the plan called?"))
    stands = forms.ChoiceField(label=_("How does it stand to ours?"), choices=PartnerPlan.Stands.choices)
    agency = forms.ChoiceField(label=_("Which organisation keeps it?"), required=False)
    owner = line(_("Or whose is it, in words?"), needed=False)
    starts = Day(label=_("First day"))
    ends = Day(label=_("Last day"))
    reference = line(_("Where can it be read?"), needed=False, most=300)
    plan = forms.ChoiceField(label=_("With which year’s plan of ours is it linked?"), required=False)
