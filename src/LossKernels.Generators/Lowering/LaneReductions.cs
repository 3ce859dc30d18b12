using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;

namespace LossKernels.Generators.Lowering;

/// <summary>
/// What reduces a vector across its lanes, and keeps what a sum's roundings lose; emitted as shared methods where it is used.
/// </summary>
internal sealed class LaneReductions(VectorType vector, SharedMethods shared)
{
    /// <summary><c>Sum(v)</c>: the sum across the lanes, folded in halves as <see cref="SummationTree"/> has it.</summary>
    public string Sum(string value) => Across(vector, "Sum", "The sum of the lanes, folded in halves.", (left, right) => $"{left} + {right}", value);

    /// <summary><c>Max(v)</c>: the largest lane.</summary>
    public string Max(string value) => Across(vector, "Max", "The largest lane; any number or NaN where one is NaN.", null, value);

    /// <summary><c>SumOfEach256(vectors)</c>: of as many vectors as one has lanes, side by side in memory, the sum of each.</summary>
    public string SumOfEach(string vectors) => OfEach("Sum", "sum", (left, right) => $"({left} + {right})", vectors);

    /// <summary><c>MaxOfEach256(vectors)</c>: of as many vectors as one has lanes, side by side in memory, the largest lane of each.</summary>
    public string MaxOfEach(string vectors) => OfEach("Max", "largest lane", vector.Max, vectors);

    /// <summary>What the rounding of <c>total = left + right</c> lost (Knuth: The Art of Computer Programming 2, theorem 4.2.2B).</summary>
    public string RoundingError(string left, string right, string total)
    {
        shared.Add($"RoundingError({vector.Name})", key => SharedMethod.Of(
            key,
            "What the rounding of total = left + right lost, exactly (Knuth: The Art of Computer Programming 2, theorem 4.2.2B).",
            $"{vector.Name} RoundingError({vector.Name} left, {vector.Name} right, {vector.Name} total)",
            $$"""
                var added = total - left;
                return (left - (total - added)) + (right - added);
            """));
        return $"RoundingError({left}, {right}, {total})";
    }

    /// <summary><c>Compensated(total, rest)</c>: a total and what its roundings lost. Of an infinite total that is NaN, and means nothing.</summary>
    public string Compensated(string total, string rest)
    {
        shared.Add($"Compensated({vector.Name})", key => SharedMethod.Of(
            key,
            "A total and what its roundings lost; an infinite total lost nothing, though the error formula gives NaN.",
            $"{vector.Name} Compensated({vector.Name} total, {vector.Name} rest)",
            vector.IsScalar
                ? $"    return {vector.ElementName}.IsNaN(rest) ? total : total + rest;"
                : $"    return {vector.ClassName}.ConditionalSelect({vector.ClassName}.Equals(rest, rest), total + rest, total);"));
        return $"Compensated({total}, {rest})";
    }

    /// <summary><c>SumLanes(sums, rests)</c>: the sum of scalars that stand for lanes, each with what its roundings lost.</summary>
    public string SumLanes(string sums, string rests)
    {
        _ = Compensated("", "");
        shared.Add($"SumLanes({vector.Name})", key => SharedMethod.Of(
            key,
            "The sum of the lanes, each with what its roundings lost, folded in halves.",
            $"{vector.Name} SumLanes(Span<{vector.Name}> sums, ReadOnlySpan<{vector.Name}> rests)",
            """
                for (var lane = 0; lane < sums.Length; lane++)
                {
                    sums[lane] = Compensated(sums[lane], rests[lane]);
                }

                for (var half = sums.Length / 2; half > 0; half /= 2)
                {
                    for (var lane = 0; lane < half; lane++)
                    {
                        sums[lane] += sums[lane + half];
                    }
                }

                return sums[0];
            """,
            isInlined: false));
        return $"SumLanes({sums}, {rests})";
    }

    /// <summary>
    /// Moves the last <paramref name="count"/> lanes to the front and zeros the others: what an overlapping last vector adds
    /// to a sum.
    /// </summary>
    public string LastLanesFirst(string value, int count)
        => $"{vector.ClassName}.Shuffle({value}, {vector.CreateIndices(Enumerable.Range(0, vector.Lanes).Select(i => i < count ? vector.Lanes - count + i : -1))})";

    /// <summary>Whether a value replaces the largest so far; NaN replaces every number and nothing replaces NaN.</summary>
    public string IsLarger(string value, string largest)
    {
        shared.Add($"IsLarger({vector.Name})", key => vector.IsScalar
            ? SharedMethod.Of(
                key,
                "Whether a value is larger than another, NaN being larger than every number.",
                $"bool IsLarger({vector.Name} value, {vector.Name} other)",
                $"    return !(value <= other) && !{vector.Name}.IsNaN(other);")
            : SharedMethod.Of(
                key,
                "Lane by lane, whether a value is larger than another, NaN being larger than every number.",
                $"{vector.Name} IsLarger({vector.Name} value, {vector.Name} other)",
                $"    return {vector.ClassName}.AndNot({vector.ClassName}.Equals(other, other), {vector.ClassName}.LessThanOrEqual(value, other));"));
        return $"IsLarger({value}, {largest})";
    }

    /// <summary>The class of the largest lane, ties going to the lower class.</summary>
    public string ClassOfLargest(string largest, string classes)
    {
        _ = new LaneReductions(VectorType.Scalar(vector.Element), shared).IsLarger("", "");
        shared.Add($"ClassOfLargest({vector.Name})", key => SharedMethod.Of(
            key,
            "The class of the largest lane, ties going to the lower class.",
            $"int ClassOfLargest({vector.Name} largest, {vector.IndexName} classes)",
            $$"""
                var best = 0;
                for (var lane = 1; lane < {{vector.Lanes}}; lane++)
                {
                    var isTie = !IsLarger(largest[best], largest[lane]) && classes[lane] < classes[best];
                    if (isTie || IsLarger(largest[lane], largest[best]))
                    {
                        best = lane;
                    }
                }

                return (int)classes[best];
            """,
            isInlined: false));
        return $"ClassOfLargest({largest}, {classes})";
    }

    /// <summary>
    /// Folds halves of each vector while loading, down to 128 bits, and the rest after a transposition: the same folds as across the lanes of one vector, so the same
    /// bits, for fewer shuffles than a vector at a time would take.
    /// </summary>
    private string OfEach(string name, string what, Func<string, string, string> combine, string vectors)
    {
        shared.Add($"{name}OfEach{vector.Bits}({vector.Name})", key => OfEach(key, name, what, combine));
        return $"{name}OfEach{vector.Bits}({vectors})";
    }

    private SharedMethod OfEach(string key, string name, string what, Func<string, string, string> combine)
    {
        var (perPiece, lanes) = (vector.LanesPer128, vector.Lanes);
        var memory = new ElementMemory(vector, StoredTypes.Of(vector.Element), shared);
        var variables = Enumerable.Range(0, perPiece).Select(i => $"vector{i}").ToList();
        var transpose = new RowPieces(vector, shared).Transpose(variables);
        var folded = variables.Select((variable, i) => $"    var {variable} = {Unwrap(Fold([.. Enumerable.Range(0, lanes / perPiece).Select(piece => memory.LoadRows("vectors", (i * lanes) + (piece * perPiece), perPiece * lanes))]))};");
        return SharedMethod.Of(
            key,
            $"Of {lanes} vectors side by side, the {what} of each, folded in halves.",
            $"{vector.Name} {name}OfEach{vector.Bits}(ref {vector.ElementName} vectors)",
            $"{string.Join("\n", folded)}\n    {transpose}\n    return {Unwrap(Fold(variables))};");

        string Fold(List<string> parts)
        {
            for (var half = parts.Count / 2; half > 0; half /= 2)
            {
                parts = [.. Enumerable.Range(0, half).Select(i => combine(parts[i], parts[i + half]))];
            }

            return parts[0];
        }

        static string Unwrap(string expression) => expression[0] == '(' ? expression.Substring(1, expression.Length - 2) : expression;
    }

    private string Across(VectorType v, string name, string comment, Func<string, string, string>? combine, string value)
    {
        if (v.IsScalar)
        {
            return value;
        }

        shared.Add($"{name}({v.Name})", key => SharedMethod.Of(key, comment, $"{v.ElementName} {name}({v.Name} value)", AcrossBody(v, name, comment, combine)));
        return $"{name}({value})";
    }

    private string AcrossBody(VectorType v, string name, string comment, Func<string, string, string>? combine)
    {
        string Combine(VectorType type, string left, string right) => combine?.Invoke(left, right) ?? type.Max(left, right);
        if (v.Bits > 128)
        {
            _ = Across(v.Half, name, comment, combine, "");
            return $"    return {name}({Combine(v.Half, "value.GetLower()", "value.GetUpper()")});";
        }

        return v.Lanes == 4
            ? $"""
                    var pair = {Combine(v, "value", $"Vector128.Shuffle(value, {v.CreateIndices([2, 3, 0, 1])})")};
                    return {Combine(VectorType.Scalar(v.Element), "pair[0]", "pair[1]")};
                """
            : $"    return {Combine(VectorType.Scalar(v.Element), "value[0]", "value[1]")};";
    }
}
