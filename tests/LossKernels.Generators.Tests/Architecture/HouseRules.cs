using System.Text.RegularExpressions;

namespace LossKernels.Generators.Tests.Architecture;

/// <summary>
/// The rules by which the generator stays one-way: attribute, declaration, row program, lowered statements, file.
/// Each rule names what is wrong with a file, in words that say what to do.
/// </summary>
internal static partial class HouseRules
{
    /// <summary>The longest file of the sources, in lines.</summary>
    public const int LongestFile = 399;

    /// <summary>The longest kernel, in lines of code: a kernel is a formula, and a formula is short.</summary>
    public const int LongestKernel = 60;

    /// <summary>Each room, and the rooms it may import. A room that is not listed may not exist.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Rooms = new Dictionary<string, string[]>
    {
        ["Attributes"] = [],
        ["Search"] = [],
        ["Declarations"] = [],
        ["RowPrograms"] = ["Declarations"],
        ["Kernels"] = ["Declarations", "RowPrograms"],
        ["Functions"] = ["Declarations", "RowPrograms"],
        ["Lowering"] = ["Declarations", "RowPrograms", "Functions"],
        ["Emission"] = ["Declarations", "RowPrograms", "Kernels", "Functions", "Lowering"],
    };

    /// <summary>The rooms that know no symbol, syntax node or compilation: they work on plain values.</summary>
    private static readonly string[] _withoutRoslyn = ["RowPrograms", "Kernels", "Functions", "Lowering"];

    /// <summary>What is wrong with a file of the generator; empty where nothing is.</summary>
    public static IEnumerable<string> ViolationsOf(SourceFile file)
    {
        if (file.Room.Length > 0)
        {
            if (!Rooms.TryGetValue(file.Room, out var allowed))
            {
                yield return $"{file.Path}: '{file.Room}' is no room of the house; the rooms are {string.Join(", ", Rooms.Keys)}";
                yield break;
            }

            foreach (var room in file.ImportedRooms([.. Rooms.Keys]).Except(allowed))
            {
                yield return $"{file.Path}: {file.Room} imports {room}, but data flows one way and it may import only [{string.Join(", ", allowed)}]";
            }

            var home = file.Room == "Attributes" ? "LossKernels" : "LossKernels.Generators." + file.Room;
            foreach (var declared in file.Namespaces.Where(declared => declared != home && !declared.StartsWith(home + ".", StringComparison.Ordinal)))
            {
                yield return $"{file.Path}: declares namespace {declared}, but its room's is {home}";
            }
        }

        if (_withoutRoslyn.Contains(file.Room) && file.Imports.FirstOrDefault(name => name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)) is { } roslyn)
        {
            yield return $"{file.Path}: imports {roslyn}, but {file.Room} works on plain values and knows no Roslyn symbol";
        }

        if (file.Room == "Kernels")
        {
            if (VectorNames().Match(file.Text) is { Success: true } vector)
            {
                yield return $"{file.Path}: says '{vector.Value}', but a kernel is a formula and knows no vector";
            }

            if (file.LinesOfCode > LongestKernel)
            {
                yield return $"{file.Path}: {file.LinesOfCode} lines of code; a kernel has at most {LongestKernel}";
            }
        }
    }

    [GeneratedRegex("Vector(128|256|512)|Avx")]
    private static partial Regex VectorNames();
}
