from django.db import models

from forces.texts import LineField, all_seen


class LoadedRow(models.Model):
    """A row of a file as it was last loaded: what the files said, so that it is known what was changed here since.

    `row` is the row's id in its file, and `values` the texts of its cells by column; a column that the file did not have is
    not there. `loaded_at` is when a load first found the row so.
    """

    file = LineField(max_length=50)
    row = LineField(max_length=500)
    values = models.JSONField()
    loaded_at = models.DateTimeField()

    class Meta:
        ordering = ["file", "row"]
        constraints = [
            models.UniqueConstraint(
                fields=["file", "row"],
                name="loadedrow_unique",
                violation_error_message="This row of this file is on record already.",
            ),
            all_seen("loadedrow_text_seen", lines=["file", "row"]),
        ]

    def __str__(self) -> str:
        return f"{self.file}, {self.row}"
