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
        Add(name, $"ref {vector.ElementName} values, nuint count", "", "values", place => vector.Load("values", place), function, vector, shared);
        return $"{name}(ref {values}, {count});";
    }

    /// <summary>The statement that computes the function of the differences between some values and one.</summary>
    public static string WriteOfGaps(Value function, string values, string subtracted, string results, string count, VectorType vector, SharedMethods shared)
    {
        var name = $"{function.Operation}OfGaps{vector.Bits}";
        var element = vector.ElementName;
        Add(
            name,
            $"ref {element} values, {element} subtracted, ref {element} results, nuint count",
            $"    var lanes = {vector.Splat("subtracted")};\n",
            "results",
            place => $"{vector.Load("values", place)} - lanes",
            function,
            vector,
            shared);
        return $"{name}(ref {values}, {subtracted}, ref {results}, {count});";
    }

    /// <summary>The input and the value per row whose difference a function is applied to, if that is what it is applied to.</summary>
    public static (Value Load, Value Subtracted)? FindGap(Value function) => function.Operands[0] is { Operation: Operation.Subtract } gap
        && gap.Operands[0] is { Operation: Operation.Load, Kind: ValueKind.Real } load && !RoleShapes.IsSharedByRows(load.Role) && gap.Operands[1].Shape == ValueShape.Row
        ? (load, gap.Operands[1])
        : null;

    private static void Add(string name, string parameters, string start, string results, Func<string, string> argument, Value function, VectorType vector, SharedMethods shared)
    {
        var arithmetic = new Arithmetic(vector, shared);
        var locals = Enumerable.Range(0, VectorFunctions.MostAtOnce).Select(i => $"x{i}").ToList();
        var atOnce = arithmetic.ApplyInPlace(function, locals);
        var last = vector.Store(arithmetic.Apply(function, [new(argument("i"))]), results, "i");
        shared.Add(_methods.GetOrAdd($"{name}({vector.Name})", key => SharedMethod.Of(
            key,
            "In a method of its own the function has all registers to itself.",
            $"void {name}({parameters})",
            $$"""
            {{start}}    nuint i = 0;
                for (; i + {{locals.Count * vector.Lanes}} <= count; i += {{locals.Count * vector.Lanes}})
                {
                    {{string.Join("\n        ", locals.Select((local, i) => $"var {local} = {argument(PlaceOf(i, vector))};"))}}
                    {{atOnce}}
                    {{string.Join("\n        ", locals.Select((local, i) => vector.Store(new(local), results, PlaceOf(i, vector))))}}
                }

                for (; i < count; i += {{vector.Lanes}})
                {
                    {{last}}
                }
            """,
            isInlined: false)));
    }

    private static string PlaceOf(int index, VectorType vector) => index == 0 ? "i" : $"i + {index * vector.Lanes}";
}
