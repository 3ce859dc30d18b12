using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;

namespace LossKernels.Generators.Emission;

/// <summary>
/// How the terms of the rows join their total, in an order that depends on nothing but the rows: floats as doubles in eight lanes
/// folded in halves, where 29 spare bits take up every rounding; doubles one by one, with what each addition loses kept beside.
/// </summary>
internal static class RowTerms
{
    private static readonly SharedMethod AddDoubles = new("AddRows(double)", """
        /// <summary>
        /// Adds one term a row to a total, and to the rest what each addition's rounding lost (exactly that: Knuth, The Art of
        /// Computer Programming 2, theorem 4.2.2B).
        /// </summary>
        internal static void AddRows(ReadOnlySpan<double> terms, ref double total, ref double rest)
        {
            var (sum, lost) = (total, rest);
            foreach (var term in terms)
            {
                var next = sum + term;
                var added = next - sum;
                lost += (sum - (next - added)) + (term - added);
                sum = next;
            }

            (total, rest) = (sum, lost);
        }
        """.Replace("\r\n", "\n"));

    private static readonly SharedMethod SumOfFloats = new("SumOfRows(float)", """
        /// <summary>
        /// The sum of one term a row, in double precision: row i joins lane i mod 8, and the lanes are folded in halves. The terms are a multiple of 8; those
        /// from <paramref name="rows"/> on are made 0.
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static double SumOfRows(scoped Span<float> terms, int rows)
        {
            if (rows < terms.Length)
            {
                terms[rows..].Clear();
            }

            ref var term = ref MemoryMarshal.GetReference(terms);
            var lanes01 = Vector128<double>.Zero;
            var lanes23 = Vector128<double>.Zero;
            var lanes45 = Vector128<double>.Zero;
            var lanes67 = Vector128<double>.Zero;
            for (var row = 0; row < rows; row += 8)
            {
                var (first, second) = (Vector128.LoadUnsafe(ref term, (nuint)row), Vector128.LoadUnsafe(ref term, (nuint)row + 4));
                lanes01 += Vector128.WidenLower(first);
                lanes23 += Vector128.WidenUpper(first);
                lanes45 += Vector128.WidenLower(second);
                lanes67 += Vector128.WidenUpper(second);
            }

            var sums = (lanes01 + lanes45) + (lanes23 + lanes67);
            return sums[0] + sums[1];
        }
        """.Replace("\r\n", "\n"));

    /// <summary>The statements that add a block of <c>count</c> terms to a total, and those that give the total after the last.</summary>
    public static (string Declaration, string Add, string? End) Statements(ElementType element, string terms, string total, SharedMethods shared)
    {
        if (element == ElementType.Single)
        {
            shared.Add(SumOfFloats);
            return ($"var {total} = 0d;", $"{total} += SumOfRows({terms}, count);", null);
        }

        shared.Add(AddDoubles);

        // Of an infinite total the rest is NaN, and means nothing.
        var rest = $"{total}Rest";
        return (
            $"double {total} = 0, {rest} = 0;",
            $"AddRows({terms}[..count], ref {total}, ref {rest});",
            $"{total} = double.IsNaN({rest}) ? {total} : {total} + {rest};");
    }
}
