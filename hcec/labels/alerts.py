"""Alerts and envelopes."""

from hcec.labels.marking import N_

ALERTS: dict[str, dict[str, str]] = {
    "alert_state": {
        "signalled": N_("signalée"),
        "taken": N_("prise en charge"),
        "transmitted": N_("transmise"),
        "closed": N_("close"),
        "dismissed": N_("sans suite"),
    },
    "rung": {
        "on_call": N_("astreinte"),
        "deputy": N_("astreinte, suppléance"),
        "head": N_("astreinte, suppléance, responsable"),
    },
    "recipient": {
        "crip": N_("CRIP"),
        "prosecutor": N_("procureur de la République"),
        "other_department": N_("autre département"),
        "emergency": N_("secours (15, 17, 18)"),
    },
    "envelope_state": {
        "asked": N_("demandée"),
        "agreed": N_("acceptée"),
        "declined": N_("refusée"),
        "handed_out": N_("remise"),
    },
    # Who read a message, as the child is told: roles, never people.
}
