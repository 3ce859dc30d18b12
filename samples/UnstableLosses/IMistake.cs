namespace UnstableLosses;

/// <summary>One mistake that a rule points out: what the code gives as it is, and as it should be.</summary>
internal interface IMistake
{
    /// <summary>The rule that reports <see cref="Wrong"/>.</summary>
    public static abstract string Rule { get; }

    /// <summary>What is computed, of what.</summary>
    public static abstract string Question { get; }

    /// <summary>What the code gives that the rule reports.</summary>
    public static abstract double[] Wrong();

    /// <summary>What it gives once it is mended.</summary>
    public static abstract double[] Right();
}
