using System.Collections.Concurrent;
using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Lowering;

/// <summary>
/// A loop that applies one function to values side by side in memory, several vectors at once, in a method of its own: there the constants of the function are operands in memory
/// and all registers are for what is computed, where a kernel's other loops would have them hoisted, and what is computed spilled.
/// </summary>
internal static class FunctionLoop
{
    // A thousand kernels ask for the same few.
    private static readonly ConcurrentDictionary<string, SharedMethod> _methods = new();

    /// <summary>The statement that replaces as many values as <paramref name="count"/> says, a multiple of the lanes, by their function.</summary>
    public static string Write(Value function, string values, string count, VectorType vector, SharedMethods shared)
    {
        var name = $"{function.Operation}Each{vector.Bits}";
        Add(name, $"ref {vector.ElementName} values, nuint count", new Loop(place => vector.Load("values", place), "values"), function, vector, shared);
        return $"{name}(ref {values}, {count});";
    }

    /// <summary>Writes the statement that computes the function of the differences between some values and one, and what goes along with that.</summary>
    public static void WriteOfGaps(
        Value function, string values, string subtracted, string results, string count, VectorType vector, SharedMethods shared, CodeWriter writer, Companions? companions = null)
    {
        var (element, name) = (vector.ElementName, $"{function.Operation}OfGaps");
        List<string> parameters = [$"ref {element} values", $"{element} subtracted", $"ref {element} results", "nuint count"];
        List<string> arguments = [$"ref {values}", subtracted, $"ref {results}", count];
        var loop = new Loop(place => $"{vector.Load("values", place)} - lanes", "results");
        loop.Start.Add($"var lanes = {vector.Splat("subtracted")};");
        if (companions is not null)
        {
            name += "AndMax";
            parameters.AddRange([$"ref {element} next", $"ref {vector.Name} largest"]);
            arguments.AddRange([$"ref {companions.Next.Values}", $"ref {companions.Next.Largest}"]);
            loop.Start.Add("var max = largest;");
            loop.Besides.Add(place => $"max = {vector.Max(vector.Load("next", place), "max")};");
            loop.End.Add("largest = max;");
        }

        if (companions?.Previous is { } previous)
        {
            name += "AndScale";
            parameters.AddRange([$"ref {element} previous", $"{element} factor"]);
            arguments.AddRange([$"ref {previous.Results}", previous.Factor]);
            loop.Start.Add($"var factors = {vector.Splat("factor")};");
            loop.Besides.Add(place => vector.Store(new($"{vector.Load("previous", place)} * factors", false), "previous", place));
        }

        Add($"{name}{vector.Bits}", string.Join(", ", parameters), loop, function, vector, shared);
        writer.WriteList($"{name}{vector.Bits}", arguments, ";");
    }

    /// <summary>The input and the value per row whose difference a function is applied to, if that is what it is applied to.</summary>
    public static (Value Load, Value Subtracted)? FindGap(Value function) => function.Operands[0] is { Operation: Operation.Subtract } gap
        && gap.Operands[0] is { Operation: Operation.Load, Kind: ValueKind.Real } load && !RoleShapes.IsSharedByRows(load.Role) && gap.Operands[1].Shape == ValueShape.Row
        ? (load, gap.Operands[1])
        : null;

    private static void Add(string name, string parameters, Loop loop, Value function, VectorType vector, SharedMethods shared)
        => shared.Add($"{name}({vector.Name})", key => MethodOf(key, name, parameters, loop, function, vector, shared));

    private static SharedMethod MethodOf(string key, string name, string parameters, Loop loop, Value function, VectorType vector, SharedMethods shared)
    {
        var arithmetic = new Arithmetic(vector, shared);
        var locals = Enumerable.Range(0, VectorFunctions.MostAtOnce).Select(i => $"x{i}").ToList();

        // What goes along comes first: stores behind the function would have the next trip's loads wait, where their addresses are the same but for a multiple of 4,096.
        List<string> atOnce =
        [
            .. loop.Besides.SelectMany(statement => locals.Select((_, i) => statement(PlaceOf(i, vector)))),
            .. locals.Select((local, i) => $"var {local} = {loop.Argument(PlaceOf(i, vector))};"),
            arithmetic.ApplyInPlace(function, locals),
            .. locals.Select((local, i) => vector.Store(new(local), loop.Results, PlaceOf(i, vector))),
        ];
        List<string> one = [.. loop.Besides.Select(statement => statement("i")), vector.Store(arithmetic.Apply(function, [new(loop.Argument("i"))]), loop.Results, "i")];
        return _methods.GetOrAdd(key, key => SharedMethod.Of(
            key,
            "In a method of its own the function has all registers to itself.",
            $"void {name}({parameters})",
            $$"""
                {{string.Join("\n    ", loop.Start.Append("nuint i = 0;"))}}
                for (; i + {{locals.Count * vector.Lanes}} <= count; i += {{locals.Count * vector.Lanes}})
                {
                    {{string.Join("\n        ", atOnce)}}
                }

                for (; i < count; i += {{vector.Lanes}})
                {
                    {{string.Join("\n        ", one)}}
                }{{string.Concat(loop.End.Select(statement => $"\n\n    {statement}"))}}
            """,
            isInlined: false));
    }

    private static string PlaceOf(int index, VectorType vector) => index == 0 ? "i" : $"i + {index * vector.Lanes}";

    /// <summary>What a loop of a function consists of.</summary>
    /// <param name="Argument">What the function is applied to, at a place.</param>
    /// <param name="Results">Where its results go.</param>
    private sealed record Loop(Func<string, string> Argument, string Results)
    {
        public List<string> Start { get; } = [];

        /// <summary>What goes along, at a place.</summary>
        public List<Func<string, string>> Besides { get; } = [];

        public List<string> End { get; } = [];
    }
}
