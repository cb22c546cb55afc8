"""Characters of symbol fonts, which files keep as numbers of the font instead of as what they show.

Source: Adobe, Symbol encoding; the private area U+F0xx holds the code xx of the font.
"""

from __future__ import annotations

_SYMBOL = {
    0x2B: "+", 0x2D: "−", 0x3D: "=", 0x3C: "<", 0x3E: ">", 0x25: "%", 0x2C: ",", 0x2E: ".", 0x2F: "/", 0x28: "(",
    0x29: ")", 0x20: " ", 0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xB0: "°",
    0xA5: "∞", 0xA0: "€", 0x6D: "μ", 0x44: "Δ", 0x53: "Σ", 0x61: "α", 0x62: "β", 0x63: "χ", 0x73: "σ", 0x70: "π",
    0x72: "ρ", 0x68: "η", 0xB7: "•", 0xAE: "→", 0xAB: "↔", 0xA4: "⁄", 0xA2: "′", 0xB2: "″", 0xD6: "√", 0xB5: "∝",
    0xBC: "…", 0x7E: "~", **{code: chr(code) for code in range(0x30, 0x3A)},
}  # fmt: skip
_PRIVATE = {0xF000 + code: shown for code, shown in _SYMBOL.items()}


def symbol(font: str, code: int) -> str:
    """What the character `code` of `font` shows; a bullet for pictures such as those of Wingdings."""
    if "symbol" in font.lower():
        return _SYMBOL.get(code & 0xFF, "�")
    return chr(code) if 0x20 <= code < 0xD800 else "•"


def without_private(text: str) -> str:
    """`text` with the characters of the Symbol font that were kept as private ones."""
    return text.translate(_PRIVATE)
