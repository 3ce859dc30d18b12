using LossKernels.Generators.Functions;

namespace LossKernels.Generators.Lowering;

/// <summary>Loops over a row that take no more time than its memory does, in methods of their own. A row has at least as many values as a vector has lanes.</summary>
internal sealed class MemoryLoop(VectorType vector, SharedMethods shared)
{
    private const int VectorsAtOnce = 4;

    /// <summary>The largest of a row's values.</summary>
    public string Max(string values, int count)
    {
        var name = $"MaxOfRow{vector.Bits}";
        var parts = Enumerable.Range(0, VectorsAtOnce).Select(i => $"largest{i}").ToList();
        shared.Add(SharedMethod.Of(
            $"{name}({vector.Name})",
            "The largest of a row's values, of which there are at least as many as lanes; the last vector overlaps the one before.",
            $"{vector.ElementName} {name}(ref {vector.ElementName} values, nuint count)",
            $$"""
                var largest0 = {{vector.Load("values", $"count - {vector.Lanes}")}};
                {{string.Join("\n    ", parts.Skip(1).Select(part => $"var {part} = largest0;"))}}
                nuint i = 0;
                for (; i + {{VectorsAtOnce * vector.Lanes}} <= count; i += {{VectorsAtOnce * vector.Lanes}})
                {
                    {{string.Join("\n        ", parts.Select((part, j) => Include(part, PlaceOf(j))))}}
                }

                for (; i + {{vector.Lanes}} <= count; i += {{vector.Lanes}})
                {
                    {{Include(parts[0], "i")}}
                }

                return {{new LaneReductions(vector, shared).Max(vector.Max(vector.Max(parts[0], parts[1]), vector.Max(parts[2], parts[3])))}};
            """,
            isInlined: false));
        return $"{name}(ref {values}, {count})";

        string Include(string part, string place) => $"{part} = {vector.Max(vector.Load("values", place), part)};";
    }

    /// <summary>The statement that multiplies a row's values by a number.</summary>
    public string Scale(string values, string factor, int count)
    {
        var name = $"ScaleRow{vector.Bits}";
        shared.Add(SharedMethod.Of(
            $"{name}({vector.Name})",
            "Multiplies a row's values, of which there are at least as many as lanes; the last vector overlaps the one before.",
            $"void {name}(ref {vector.ElementName} values, {vector.ElementName} factor, nuint count)",
            $$"""
                var lanes = {{vector.Splat("factor")}};
                var last = {{vector.Load("values", $"count - {vector.Lanes}")}} * lanes;
                nuint i = 0;
                for (; i + {{VectorsAtOnce * vector.Lanes}} <= count; i += {{VectorsAtOnce * vector.Lanes}})
                {
                    {{string.Join("\n        ", Enumerable.Range(0, VectorsAtOnce).Select(j => Scaled(PlaceOf(j))))}}
                }

                for (; i + {{vector.Lanes}} <= count; i += {{vector.Lanes}})
                {
                    {{Scaled("i")}}
                }

                {{vector.Store(new("last"), "values", $"count - {vector.Lanes}")}}
            """,
            isInlined: false));
        return $"{name}(ref {values}, {factor}, {count});";

        string Scaled(string place) => vector.Store(new($"{vector.Load("values", place)} * lanes", false), "values", place);
    }

    private string PlaceOf(int index) => index == 0 ? "i" : $"i + {index * vector.Lanes}";
}
