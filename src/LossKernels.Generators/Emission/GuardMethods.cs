using LossKernels.Generators.Functions;

namespace LossKernels.Generators.Emission;

/// <summary>
/// The methods that argument guards call. What throws is out of line and never returns, so that a check costs a compare and a
/// branch; what checks compiles the same in a project that checks arithmetic for overflow.
/// </summary>
internal static class GuardMethods
{
    // Not NoInlining: the JIT looks into what it might inline, sees that it only throws, and moves the call behind the code that runs.
    private const string NeverReturns = """
        [global::System.Diagnostics.CodeAnalysis.DoesNotReturn]

        """;

    public static readonly SharedMethod ThrowNotRows = new(nameof(ThrowNotRows), NeverReturns + """
        internal static void ThrowNotRows(string parameter, int length, int classes)
            => throw new ArgumentException($"The length of '{parameter}' is {length}, which is no multiple of the {classes} classes of a row.", parameter);
        """);

    public static readonly SharedMethod ThrowNotOutputs = new(nameof(ThrowNotOutputs), NeverReturns + """
        internal static void ThrowNotOutputs(string parameter, int length, int outputs)
            => throw new ArgumentException($"The length of '{parameter}' is {length}, which is no multiple of the {outputs} outputs of a row.", parameter);
        """);

    public static readonly SharedMethod ThrowNotOneRow = new(nameof(ThrowNotOneRow), NeverReturns + """
        internal static void ThrowNotOneRow(string parameter, int length, int classes)
            => throw new ArgumentException($"The length of '{parameter}' is {length}, but this method takes exactly one row of {classes} classes.", parameter);
        """);

    public static readonly SharedMethod ThrowLength = new(nameof(ThrowLength), NeverReturns + """
        internal static void ThrowLength(string parameter, int length, int expected, int rows)
            => throw new ArgumentException($"The length of '{parameter}' is {length}, but {rows} rows need {expected}.", parameter);
        """);

    public static readonly SharedMethod ThrowNotPerClass = new(nameof(ThrowNotPerClass), NeverReturns + """
        internal static void ThrowNotPerClass(string parameter, int length, int classes)
            => throw new ArgumentException($"The length of '{parameter}' is {length}, but {classes} classes need one value each.", parameter);
        """);

    public static readonly SharedMethod ThrowMeanOfNothing = new(nameof(ThrowMeanOfNothing), NeverReturns + """
        internal static void ThrowMeanOfNothing(string parameter)
            => throw new ArgumentException($"'{parameter}' holds no row, and there is no mean over no rows.", parameter);
        """);

    public static readonly SharedMethod ThrowTemperature = new(nameof(ThrowTemperature), NeverReturns + """
        internal static void ThrowTemperature(string parameter, double temperature)
            => throw new ArgumentOutOfRangeException(parameter, temperature, $"'{parameter}' must be finite and positive.");
        """);

    public static readonly SharedMethod ThrowOverlap = new(nameof(ThrowOverlap), NeverReturns + """
        internal static void ThrowOverlap(string output, string other)
            => throw new ArgumentException($"The memory of '{output}' overlaps that of '{other}'.", output);
        """);

    public static readonly SharedMethod ThrowLabel = new(nameof(ThrowLabel), NeverReturns + """
        internal static void ThrowLabel(string parameter, long row, long label, int classes)
            => throw new ArgumentOutOfRangeException(parameter, label, $"The label of row {row} is {label}; labels are 0 to {classes - 1}.");
        """);

    public static readonly SharedMethod ThrowBinaryLabel = new(nameof(ThrowBinaryLabel), NeverReturns + """
        internal static void ThrowBinaryLabel(string parameter, long position, long label, string labels)
            => throw new ArgumentOutOfRangeException(parameter, label, $"The label at {position} is {label}; labels are {labels}.");
        """);

    public static readonly SharedMethod ThrowUncountedLabel = new(nameof(ThrowUncountedLabel), NeverReturns + """
        internal static void ThrowUncountedLabel(string parameter, long row, long label, int classes, long ignored)
            => throw new ArgumentOutOfRangeException(parameter, label, $"The label of row {row} is {label}; labels are 0 to {classes - 1}, or {ignored} for a row that does not count.");
        """);

    public static readonly SharedMethod Overlap = new(nameof(Overlap), """
        // Whether two blocks share a byte: one starts within the other. Unsigned, a distance to a start that lies before is huge.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static bool Overlap<TFirst, TSecond>(ReadOnlySpan<TFirst> first, ReadOnlySpan<TSecond> second)
            where TFirst : unmanaged
            where TSecond : unmanaged
        {
            unchecked
            {
                nint distance = Unsafe.ByteOffset(
                    ref Unsafe.As<TFirst, byte>(ref MemoryMarshal.GetReference(first)),
                    ref Unsafe.As<TSecond, byte>(ref MemoryMarshal.GetReference(second)));
                return first.Length != 0 && second.Length != 0
                    && ((nuint)distance < (nuint)(uint)first.Length * (nuint)(uint)Unsafe.SizeOf<TFirst>()
                        || (nuint)(-distance) < (nuint)(uint)second.Length * (nuint)(uint)Unsafe.SizeOf<TSecond>());
            }
        }
        """);

    public static readonly SharedMethod OverlapApart = new(nameof(OverlapApart), """
        // Whether two spans of one length share memory without being the same memory.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static bool OverlapApart<T>(ReadOnlySpan<T> first, ReadOnlySpan<T> second)
            where T : unmanaged
            => !Unsafe.AreSame(ref MemoryMarshal.GetReference(first), ref MemoryMarshal.GetReference(second)) && Overlap<T, T>(first, second);
        """);

    /// <summary>The check of a span of labels, one method for each type of label.</summary>
    /// <param name="type">The C# keyword of the label type.</param>
    /// <param name="hasIgnored">Whether one label that is no class is right too.</param>
    public static SharedMethod CheckLabels(string type, bool hasIgnored)
    {
        var parameter = hasIgnored ? ", long ignored" : "";
        // As the unsigned type of the same size, a negative label is larger than any class.
        var (unsigned, largest) = type switch
        {
            "byte" => ("byte", "classes - 1"),
            "ushort" => ("ushort", "classes - 1"),
            "short" => ("ushort", "Math.Min(classes - 1, short.MaxValue)"),
            "int" => ("uint", "classes - 1"),
            "long" => ("ulong", "classes - 1"),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "is no label type"),
        };
        const string vector = "global::System.Numerics.Vector";
        var block = $"{vector}.As<{type}, {unsigned}>({vector}.LoadUnsafe(ref MemoryMarshal.GetReference(labels), (nuint)row))";
        var counted = hasIgnored ? $"{vector}.AndNot({block}, {vector}.Equals({block}, {vector}.Create(unchecked(({unsigned})ignored))))" : block;
        var isOther = hasIgnored ? " && labels[row] != ignored" : "";
        var call = hasIgnored ? "ThrowUncountedLabel(nameof(labels), row, labels[row], classes, ignored)" : "ThrowLabel(nameof(labels), row, labels[row], classes)";
        return new SharedMethod($"CheckLabels(ReadOnlySpan<{type}>{parameter})", $$"""
            // As many labels at a time as a vector has lanes, and one by one from the first vector that holds a wrong one.
            internal static void CheckLabels(ReadOnlySpan<{{type}}> labels, int classes{{parameter}})
            {
                {{unsigned}} largest = unchecked(({{unsigned}})({{largest}}));
                int row = 0;
                if ({{vector}}.IsHardwareAccelerated)
                {
                    {{vector}}<{{unsigned}}> limit = {{vector}}.Create(largest);
                    while (row <= labels.Length - {{vector}}<{{type}}>.Count
                        && !{{vector}}.GreaterThanAny({{counted}}, limit))
                    {
                        row += {{vector}}<{{type}}>.Count;
                    }
                }

                for (; row < labels.Length; row++)
                {
                    if (unchecked(({{unsigned}})labels[row]) > largest{{isOther}})
                    {
                        {{call}};
                    }
                }
            }
            """);
    }
}
