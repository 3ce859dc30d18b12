namespace Charts;

/// <summary>One curve of a <see cref="LineChart"/>.</summary>
/// <param name="Legend">What the curve shows.</param>
/// <param name="Colour">As SVG names colours.</param>
/// <param name="Points">From left to right; X in whole steps.</param>
/// <param name="IsDashed">Whether it is drawn dashed, to tell it from another of its colour.</param>
public sealed record Curve(string Legend, string Colour, IReadOnlyList<(int X, double Y)> Points, bool IsDashed = false);
