namespace LossKernels.Fuzzing.Checks;

/// <summary>What a source broke.</summary>
public enum BreakageKind
{
    GeneratorThrows,
    AnalyzerThrows,
    FixThrows,

    /// <summary>Nothing was reported in the source, and what was generated for it does not compile.</summary>
    GeneratedCodeDoesNotCompile,

    /// <summary>A fix was applied to code that compiles, and then it does not.</summary>
    FixedCodeDoesNotCompile,

    /// <summary>It took longer than <see cref="SourceCheck.Limit"/>.</summary>
    Hangs,
}

/// <param name="Kind">What kind of breakage.</param>
/// <param name="Where">What it is of its kind: the exception's type and the method that threw, an error's ID, a fix. Breakages that agree in it are taken for the same.</param>
/// <param name="Detail">All that is known.</param>
public sealed record Breakage(BreakageKind Kind, string Where, string Detail)
{
    public static Breakage Of(BreakageKind kind, Exception exception)
    {
        var thrower = exception.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("LossKernels", StringComparison.Ordinal))?.Trim().Split(" in ")[0];
        return new(kind, $"{exception.GetType().Name} {thrower}", exception.ToString());
    }

    public bool IsSameAs(Breakage? other) => other is not null && other.Kind == Kind && other.Where == Where;

    public override string ToString() => $"{Kind}: {Where}\n{Detail}";
}
