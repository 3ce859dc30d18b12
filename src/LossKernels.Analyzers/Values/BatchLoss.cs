namespace LossKernels.Analyzers.Values;

/// <summary>How a row's loss tells the class that is right.</summary>
internal enum RowLossForm
{
    /// <summary>By the row's label: <c>-log p[i][labels[i]]</c>, or a logarithm of a sum of exponentials less the score of that class.</summary>
    Label,

    /// <summary>By a target for each class: <c>-sum over j of t[i][j] log p[i][j]</c>.</summary>
    Targets,

    /// <summary>By a target for each of several outputs, each with its own binary loss or squared error.</summary>
    Outputs,
}

/// <summary>The losses of rows, added up.</summary>
/// <param name="Sum">The sum over the rows.</param>
/// <param name="Form">How each of them knows what is right.</param>
/// <param name="Rows">How many rows there are, where the code says it, and takes all of them.</param>
/// <param name="Classes">How many classes or outputs a row has, where the code loops over them and says it.</param>
/// <param name="Targets">The loss of a row against targets, if it is one.</param>
internal sealed record BatchLoss(Value Sum, RowLossForm Form, Value? Rows, Value? Classes, TargetLoss? Targets)
{
    /// <summary>A factor that is smaller may stand for a number of rows.</summary>
    private const double LeastScale = 0.4;

    /// <summary>Whether a row's loss is surely summed over its classes, and not over anything else.</summary>
    public bool HasCertainClasses => Form == RowLossForm.Label || Targets is { IsOfSoftmax: true } || Classes is { Kind: ValueKind.Length };

    /// <summary>Whether a number is that of the classes, and not that of the rows.</summary>
    public bool IsClasses(Value number) => Sum.Count?.Equals(number) != true
        && (Classes?.Equals(number) == true
            || (Classes?.Contains(Sum.Operands[0]) == true && Substitution.Position(Classes, Sum.Operands[0], number) is not null)
            || (Form == RowLossForm.Targets && Targets?.IsLength(number, Sum.Operands[0]) == true));

    /// <summary>The losses of rows that a value adds up, times a constant if any; null for any other value.</summary>
    public static BatchLoss? Of(Value value)
    {
        var (sum, isNegative) = Unscaled(value);
        if (sum.Kind != ValueKind.Sum)
        {
            return null;
        }

        var (index, term, isMasked) = (sum.Operands[0], sum.Operands[1], false);
        if (term.Kind == ValueKind.Choice && (term.Operands[1].Is(0) || term.Operands[2].Is(0)))
        {
            // Rows that are left out are not counted.
            (term, isMasked) = (term.Operands[1].Is(0) ? term.Operands[2] : term.Operands[1], true);
        }

        return FormOf(isNegative ? Algebra.Negate(term) : term, index, out var classes, out var targets) is { } form ? new(sum, form, isMasked ? null : sum.Count, classes, targets) : null;
    }

    private static (Value Value, bool IsNegative) Unscaled(Value value)
    {
        var isNegative = value.Kind == ValueKind.Negate;
        value = isNegative ? value.Operands[0] : value;
        return value is { Kind: ValueKind.Multiply, Operands: [var left, var right] } && (left is { Kind: ValueKind.Constant, Number: > LeastScale } || right is { Kind: ValueKind.Constant, Number: > LeastScale })
            ? (left.Kind == ValueKind.Constant ? right : left, isNegative)
            : (value, isNegative);
    }

    private static RowLossForm? FormOf(Value loss, Value row, out Value? classes, out TargetLoss? targets)
    {
        (classes, targets) = (null, null);
        if (loss is { Kind: ValueKind.Negate, Operands: [{ Kind: ValueKind.Log, Operands: [var probability] }] } && IsPicked(probability, row))
        {
            classes = Exponentials.NormalizedBy(Exponentials.WithoutFloor(probability))?.Count;
            return RowLossForm.Label;
        }

        if (loss.Kind == ValueKind.Add && loss.Operands.FirstOrDefault(term => term is { Kind: ValueKind.Log, Operands: [var summed] } && Exponentials.SummedBy(Exponentials.WithoutFloor(summed)) is not null) is { } logarithm
            && loss.Operands.Any(term => term is { Kind: ValueKind.Negate, Operands: [var score] } && IsPicked(score, row)))
        {
            classes = Exponentials.WithoutFloor(logarithm.Operands[0]).Count;
            return RowLossForm.Label;
        }

        if (TargetLoss.Of(loss) is { } sum && sum.Sum.Contains(row) && sum.IsOf(row))
        {
            (classes, targets) = (sum.Sum.Count, sum);
            return sum.IsCategorical ? RowLossForm.Targets : RowLossForm.Outputs;
        }

        return null;
    }

    /// <summary>Whether a value is of what is read, for a row, at the position that a label of the row says.</summary>
    private static bool IsPicked(Value value, Value row) => value.Any(part => part.Kind == ValueKind.Read
        && part.Operands.Skip(1).FirstOrDefault(step => step.Kind != ValueKind.Member && step.Any(label => label.Kind == ValueKind.Read && label.Contains(row))) is { } picked
        && (part.Number != 0 || part.Operands.Any(step => !ReferenceEquals(step, picked) && step.Contains(row)) || Algebra.Terms(picked).Count(term => term.Contains(row)) > 1));
}
