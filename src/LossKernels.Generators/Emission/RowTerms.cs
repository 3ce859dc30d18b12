using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;
using LossKernels.Generators.Lowering;

namespace LossKernels.Generators.Emission;

/// <summary>
/// How the terms of the rows join their total, in an order that depends on nothing but the rows: in eight lanes folded in halves,
/// floats as doubles, whose 29 spare bits take up every rounding; doubles with what each addition loses kept beside.
/// </summary>
internal static class RowTerms
{
    private static readonly SharedMethod AddDoubles = new("AddRows(double)", """
        /// <summary>
        /// Adds one term a row to a total, and to the rest what each addition's rounding lost: row i joins lane i mod 8, and the lanes are folded in halves. The terms are a
        /// multiple of 8; those between <paramref name="rows"/> and the next such multiple are made 0.
        /// </summary>
        internal static void AddRows(scoped Span<double> terms, int rows, ref double total, ref double rest)
        {
            if (rows % 8 > 0)
            {
                terms[rows..((rows + 7) & -8)].Clear();
            }

            ref var term = ref MemoryMarshal.GetReference(terms);
            var (lanes01, lanes23, lanes45, lanes67) = (Vector128<double>.Zero, Vector128<double>.Zero, Vector128<double>.Zero, Vector128<double>.Zero);
            var (lost01, lost23, lost45, lost67) = (Vector128<double>.Zero, Vector128<double>.Zero, Vector128<double>.Zero, Vector128<double>.Zero);
            for (var row = 0; row < rows; row += 8)
            {
                AddTerms(Vector128.LoadUnsafe(ref term, (nuint)row), ref lanes01, ref lost01);
                AddTerms(Vector128.LoadUnsafe(ref term, (nuint)row + 2), ref lanes23, ref lost23);
                AddTerms(Vector128.LoadUnsafe(ref term, (nuint)row + 4), ref lanes45, ref lost45);
                AddTerms(Vector128.LoadUnsafe(ref term, (nuint)row + 6), ref lanes67, ref lost67);
            }

            var lost = (lost01 + lost45) + (lost23 + lost67);
            AddTerms(lanes45, ref lanes01, ref lost);
            AddTerms(lanes67, ref lanes23, ref lost);
            AddTerms(lanes23, ref lanes01, ref lost);
            var (sum, lostOfSum) = (Vector128.CreateScalar(total), Vector128.CreateScalar(rest + (lost[0] + lost[1])));
            AddTerms(Vector128.CreateScalar(lanes01[0]), ref sum, ref lostOfSum);
            AddTerms(Vector128.CreateScalar(lanes01[1]), ref sum, ref lostOfSum);
            (total, rest) = (sum[0], lostOfSum[0]);
        }
        """.Replace("\r\n", "\n"));

    private static readonly SharedMethod SumOfFloats = new("SumOfRows(float)", """
        /// <summary>
        /// The sum of one term a row, in double precision: row i joins lane i mod 8, and the lanes are folded in halves. The terms are a multiple of 8; those
        /// between <paramref name="rows"/> and the next such multiple are made 0.
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static double SumOfRows(scoped Span<float> terms, int rows)
        {
            if (rows % 8 > 0)
            {
                terms[rows..((rows + 7) & -8)].Clear();
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
        shared.Add(AddTermsTo(new LaneReductions(new VectorType(ElementType.Double, 128), shared)));

        // Of an infinite total the rest is NaN, and means nothing.
        var rest = $"{total}Rest";
        return (
            $"double {total} = 0, {rest} = 0;",
            $"AddRows({terms}, count, ref {total}, ref {rest});",
            $"{total} = double.IsNaN({rest}) ? {total} : {total} + {rest};");
    }

    private static SharedMethod AddTermsTo(LaneReductions reductions) => SharedMethod.Of(
        "AddTerms(double)",
        "Adds terms to totals, lane by lane, and what that loses to the rest.",
        "void AddTerms(Vector128<double> terms, ref Vector128<double> totals, ref Vector128<double> lost)",
        $"""
            var next = totals + terms;
            lost += {reductions.RoundingError("totals", "terms", "next")};
            totals = next;
        """);
}
