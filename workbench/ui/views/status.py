"""The status bar: what the text holds, whether it is saved, what is under way."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QProgressBar, QSizePolicy, QStatusBar, QToolButton

from workbench.ui.look import Look
from workbench.ui.named import named
from workbench.ui.tasks import Task, Tasks

_PATIENCE = 150  # ms before work under way is worth showing


class StatusBar(QStatusBar):
    """Counts at the left, progress with a cross at the right."""

    def __init__(self, look: Look, tasks: Tasks) -> None:
        super().__init__()
        self._look, self._tasks = look, tasks
        self._task: Task | None = None
        self.setSizeGripEnabled(False)
        self.setAccessibleName(look.wording("status.name"))
        self._counts = named(QLabel(), "statusCounts")
        self._counts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._news = named(QLabel(), "statusNews")
        self._stage = named(QLabel(), "statusStage")
        self._bar = QProgressBar(maximum=100, textVisible=False)
        self._bar.setFixedWidth(140)
        self._cancel = QToolButton(autoRaise=True)
        self._cancel.setIcon(look.icon("close"))
        self._cancel.setToolTip(look.wording("status.cancel"))
        self._cancel.setAccessibleName(look.wording("status.cancel"))
        self._cancel.clicked.connect(self._stop)
        self.addWidget(self._counts, 1)
        for widget in (self._news, self._stage, self._bar, self._cancel):
            self.addPermanentWidget(widget)
        self._show = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._show.timeout.connect(self._reveal)
        self._forget_news = QTimer(self, singleShot=True, interval=12_000)
        self._forget_news.timeout.connect(self._news.clear)
        self._show_task(False)
        tasks.busy.connect(self._follow)

    def set_counts(self, text: str) -> None:
        """What the text holds."""
        self._counts.setText(text)
        self._counts.setToolTip(text)
        self._counts.setAccessibleName(text)

    def tell(self, text: str) -> None:
        """A short word on what just happened, gone after a while."""
        self._news.setText(text)
        self._news.setAccessibleName(text)
        self._forget_news.start()

    @property
    def news(self) -> str:
        """What was told last."""
        return self._news.text()

    def _follow(self, task: Task | None) -> None:
        if task is self._task:
            return
        self._task = task
        if task is None:
            self._show.stop()
            self._show_task(False)
            return
        self._bar.setValue(0)
        self._stage.setText(self._look.wording("status.working"))
        task.progressed.connect(self._progress, Qt.ConnectionType.UniqueConnection)
        self._show.start()

    def _reveal(self) -> None:
        self._show_task(self._task is not None)

    def _progress(self, stage: str, share: float) -> None:
        if self.sender() is not self._task:
            return
        key = f"stage.{stage}"
        self._stage.setText(self._look.wording(key) if self._look.wording.has(key) else stage)
        self._bar.setValue(round(share * 100))
        self._bar.setAccessibleName(f"{self._stage.text()} {round(share * 100)} %")

    def _show_task(self, shown: bool) -> None:
        for widget in (self._stage, self._bar, self._cancel):
            widget.setVisible(shown)

    def _stop(self) -> None:
        if self._task is not None:
            self._tasks.cancel(self._task.kind)
