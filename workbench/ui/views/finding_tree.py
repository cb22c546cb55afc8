"""The tree of findings: conflicts fold and unfold by mouse, arrow keys, Enter and Space, and stay as they were left."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QTreeView

from workbench.ui.models.finding_list import CONFLICT_ROLE, FindingListModel

_MANY = 400
_FEW = 20


class FindingTree(QTreeView):
    """`pressed_at` carries what was clicked or chosen by Enter. Conflicts are unfolded until they are folded."""

    pressed_at = Signal(QModelIndex)

    def __init__(self, model: FindingListModel) -> None:
        super().__init__()
        self._model = model
        self._folded: set[str] = set()
        self._restoring = False
        self.setModel(model)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setUniformRowHeights(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.collapsed.connect(lambda index: self._keep(index, folded=True))
        self.expanded.connect(lambda index: self._keep(index, folded=False))
        self.clicked.connect(self._clicked)
        model.modelReset.connect(self._unfold)
        self._unfold()

    def _unfold(self) -> None:
        self._restoring = True
        # Among thousands all rows are of one height: Qt would ask for that of each before it can show any.
        self.setUniformRowHeights(len(self._model.listed) > _MANY)
        heads = list(self._model.conflicts)
        if len(heads) > _FEW:
            self.expandAll()
        for index, conflict in heads:
            wanted = conflict.lead.key not in self._folded
            if self.isExpanded(index) is not wanted:
                self.setExpanded(index, wanted)
        self._restoring = False

    def _keep(self, index: QModelIndex, *, folded: bool) -> None:
        conflict = index.data(CONFLICT_ROLE)
        if conflict is not None and not self._restoring:
            (self._folded.add if folded else self._folded.discard)(conflict.lead.key)

    def _clicked(self, index: QModelIndex) -> None:
        if index.data(CONFLICT_ROLE) is not None:
            self.setExpanded(index, not self.isExpanded(index))
        self.pressed_at.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        key = event.key()
        if index.data(CONFLICT_ROLE) is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.setExpanded(index, not self.isExpanded(index))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pressed_at.emit(index)
        elif key == Qt.Key.Key_Left and index.parent().isValid():
            self.setCurrentIndex(index.parent())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Titles take one line or two, as the width has it.
        self.scheduleDelayedItemsLayout()

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        """Nothing: the delegate draws the arrow of a conflict."""
