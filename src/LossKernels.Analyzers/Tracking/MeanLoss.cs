using LossKernels.Analyzers.Values;

namespace LossKernels.Analyzers.Tracking;

/// <summary>A call of a kernel that returns a mean over rows.</summary>
/// <param name="Value">The mean.</param>
/// <param name="RowLength">How many values a row has.</param>
/// <param name="Rows">Values that each are the number of rows.</param>
/// <param name="Elements">Values that each are the number of rows times their length.</param>
internal sealed record MeanLoss(Value Value, int RowLength, IReadOnlyList<Value> Rows, IReadOnlyList<Value> Elements)
{
    /// <summary>Whether a number is that of the rows.</summary>
    public bool IsRows(Value number)
        => Rows.Contains(number)
            || Elements.Contains(Algebra.Multiply(number, Algebra.Constant(RowLength)))
            || (number is { Kind: ValueKind.Unknown, Operands: [var elements, { Kind: ValueKind.Constant } length] } && length.Is(RowLength) && Elements.Contains(elements));
}
