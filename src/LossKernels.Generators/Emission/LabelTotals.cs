using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;

namespace LossKernels.Generators.Emission;

/// <summary>
/// What the labels of a batch weigh together, which a mean divides by and a gradient needs before the first row: a pass over the
/// labels alone, in double precision. Weights that are doubles keep what each addition loses, so that the total is as good as that of the losses.
/// </summary>
internal static class LabelTotals
{
    /// <summary>The name of the value in a kernel's body.</summary>
    public const string Name = "countedWeight";

    /// <summary>The call that gives the total.</summary>
    /// <param name="labelType">The C# keyword of the labels' type.</param>
    /// <param name="labels">The labels, as a span.</param>
    /// <param name="weights">The weights, one a class, or null where each label weighs 1.</param>
    /// <param name="weightType">The C# keyword of the weights' type.</param>
    /// <param name="ignored">The label that does not count, if any.</param>
    /// <param name="shared">Takes the method.</param>
    public static string Call(string labelType, string labels, string? weights, string weightType, long? ignored, SharedMethods shared)
    {
        var (parameter, skip) = ignored is null ? ("", "") : (", long ignored", "if (label == ignored)\n        {\n            continue;\n        }\n\n        ");
        var argument = ignored is { } label ? $", {Literal(label)}" : "";
        if (weights is null)
        {
            shared.Add(new SharedMethod($"CountLabels({labelType}{parameter})", Text($$"""
                /// <summary>How many labels there are that count.</summary>
                internal static double CountLabels(ReadOnlySpan<{{labelType}}> labels{{parameter}})
                {
                    int count = 0;
                    foreach (var label in labels)
                    {
                        count += label == ignored ? 0 : 1;
                    }

                    return count;
                }
                """)));
            return $"CountLabels({labels}{argument})";
        }

        shared.Add(new SharedMethod($"WeighLabels({labelType}, {weightType}{parameter})", Text($$"""
            /// <summary>The sum of the weights at the labels, in double precision, what each addition loses kept beside (Knuth, theorem 4.2.2B).</summary>
            internal static double WeighLabels(ReadOnlySpan<{{labelType}}> labels, ReadOnlySpan<{{weightType}}> weights{{parameter}})
            {
                double total = 0, lost = 0;
                foreach (var label in labels)
                {
                    {{skip}}var weight = (double)weights[(int)label];
                    var next = total + weight;
                    var added = next - total;
                    lost += (total - (next - added)) + (weight - added);
                    total = next;
                }

                // Of an infinite total what was lost is NaN, and means nothing.
                return double.IsNaN(lost) ? total : total + lost;
            }
            """)));
        return $"WeighLabels({labels}, {weights}{argument})";
    }

    /// <summary>A label as a C# literal of type <c>long</c>.</summary>
    public static string Literal(long label) => label == long.MinValue ? "long.MinValue" : $"{label.ToString(System.Globalization.CultureInfo.InvariantCulture)}L";

    private static string Text(string text) => text.Replace("\r\n", "\n");
}
