using LossKernels.Generators.Functions;

namespace LossKernels.Generators.Emission;

/// <summary>The checks of a span of binary labels, one method for each type and meaning of labels.</summary>
internal static class BinaryLabelGuards
{
    public static string NameOf(bool isPlusMinusOne) => isPlusMinusOne ? "CheckSignedLabels" : "CheckBinaryLabels";

    /// <param name="type">The C# keyword of the label type.</param>
    /// <param name="isPlusMinusOne">Whether labels are -1 and 1, not 0 and 1.</param>
    public static SharedMethod Check(string type, bool isPlusMinusOne)
    {
        var name = NameOf(isPlusMinusOne);
        var unsigned = type switch
        {
            "byte" or "sbyte" => "byte",
            "short" => "ushort",
            "int" => "uint",
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "is no type of binary labels"),
        };

        // Unsigned, all but 0 and 1 are above 1. One more than -1 and 1 is 0 and 2: without the bit of 2, nothing.
        var vector = $"Vector128.Create(labels.Slice(position)).As<{type}, {unsigned}>()";
        var (isWrong, wrong, meaning) = isPlusMinusOne
            ? ($"Vector128.GreaterThanAny(({vector} + one) & ~(one + one), Vector128<{unsigned}>.Zero)", "labels[position] is not (-1 or 1)", "-1 and 1")
            : ($"Vector128.GreaterThanAny({vector}, one)", "labels[position] is not (0 or 1)", "0 and 1");
        return new SharedMethod($"{name}(ReadOnlySpan<{type}>)", $$"""
            // Some labels at a time, and one by one from the first vector that holds a wrong one.
            internal static void {{name}}(ReadOnlySpan<{{type}}> labels)
            {
                int position = 0;
                if (Vector128.IsHardwareAccelerated)
                {
                    Vector128<{{unsigned}}> one = Vector128<{{unsigned}}>.One;
                    while (position <= labels.Length - Vector128<{{type}}>.Count
                        && !{{isWrong}})
                    {
                        position += Vector128<{{type}}>.Count;
                    }
                }

                for (; position < labels.Length; position++)
                {
                    if ({{wrong}})
                    {
                        ThrowBinaryLabel(nameof(labels), position, labels[position], "{{meaning}}");
                    }
                }
            }
            """);
    }
}
