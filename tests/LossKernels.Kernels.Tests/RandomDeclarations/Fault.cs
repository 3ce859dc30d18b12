using FsCheck;
using FsCheck.Fluent;
using LossKernels.Generators.Declarations;

namespace LossKernels.Kernels.Tests.RandomDeclarations;

/// <summary>One mistake in a correct declaration: what it changes, the rule that it breaks, and, between marks, where that is to be shown.</summary>
/// <param name="Id">The rule.</param>
/// <param name="Name">What the mistake is.</param>
/// <param name="Plant">Changes a declaration; false where it has nothing that could be wrong in this way.</param>
internal sealed record Fault(string Id, string Name, Func<RandomDeclaration, int, bool> Plant)
{
    public const char Open = '«';
    public const char Close = '»';

    private static readonly string[] s_badNumbers = ["double.NaN", "double.PositiveInfinity", "-1.0", "double.NegativeInfinity", "-1e-300 * 1e-10 - 1e-30"];

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("LK0001", "it is not partial", (declaration, _) => Change(() => (declaration.Modifiers, declaration.Name, declaration.End) =
            (declaration.Modifiers.Replace("partial", "", StringComparison.Ordinal), Mark(declaration.Name), " => throw null!;"))),
        new("LK0001", "it has a body", (declaration, _) => Change(() => (declaration.Name, declaration.End) = (Mark(declaration.Name), " { throw null!; }"))),
        new("LK0001", "it is generic", (declaration, _) => Change(() => declaration.Name = $"{Mark(declaration.Name)}<TMethod>")),
        new("LK0001", "its type is not partial", (declaration, _) => Change(() =>
        {
            declaration.TypePartial = "";
            declaration.Types[^1] = declaration.Types[^1] with { Name = Mark(declaration.Types[^1].Name) };
        })),
        new("LK0001", "a type around it is a file's", (declaration, _) => Change(() => declaration.Types[0] = declaration.Types[0] with { Accessibility = "file", Name = Mark(declaration.Types[0].Name) })),
        new("LK0002", "it has no accessibility", (declaration, _) => Change(() => (declaration.Modifiers, declaration.Name) =
            (declaration.Modifiers[declaration.Surroundings.Accessibility.Length..].Trim(), Mark(declaration.Name)))),
        new("LK0003", "the class count is out of range", (declaration, choice) => !declaration.Signature.IsBinary && Change(() =>
        {
            int[] counts = [1, 0, -1, 1_048_577, int.MaxValue, int.MinValue];
            var rest = declaration.Attribute.IndexOf(',', StringComparison.Ordinal);
            declaration.Attribute = $"global::LossKernels.{declaration.Signature.Kind}({Mark($"{counts[choice % counts.Length]}")}{(rest < 0 ? ")" : declaration.Attribute[rest..])}";
        })),
        new("LK0004", "an output is of decimals", (declaration, _) => ChangeParameter(declaration, role => declaration.Signature.IsOutput(role) && declaration.Signature.OutputsPerClass.Contains(role), (parameter, name) =>
            $"{parameter[..parameter.IndexOf('<', StringComparison.Ordinal)]}<decimal> {Mark(name)}")),
        new("LK0005", "a name is misspelt", (declaration, choice) => ChangeParameter(declaration, role => role == declaration.Signature.Roles[choice % declaration.Signature.Roles.Length], (parameter, name) =>
            parameter.Replace($" {name}", $" {Mark(name + "x")}", StringComparison.Ordinal))),
        new("LK0006", "the first input is missing", (declaration, _) =>
        {
            var index = Array.FindIndex(declaration.Signature.Roles, role => role == declaration.Signature.Overwritable.First());
            declaration.Parameters.RemoveAt(index);
            declaration.Name = Mark(declaration.Name);
            return true;
        }),
        new("LK0007", "it returns a text", (declaration, _) => Change(() => declaration.ReturnType = Mark("string"))),
        new("LK0008", "a number is not allowed", (declaration, choice) => declaration.Signature.Kind is KernelKind.CrossEntropy && !declaration.Attribute.Contains("ZLoss", StringComparison.Ordinal)
            && Change(() => declaration.Attribute = declaration.Attribute[..^1] + $", {Mark($"ZLoss = {s_badNumbers[choice % s_badNumbers.Length]}")})")),
        new("LK0008", "there is no such reduction", (declaration, _) => declaration.Signature.IsLoss && declaration.Attribute.Contains('(', StringComparison.Ordinal) && !declaration.Attribute.Contains("Reduction =", StringComparison.Ordinal)
            && !declaration.Attribute.EndsWith("()", StringComparison.Ordinal) && Change(() => declaration.Attribute = declaration.Attribute[..^1] + $", {Mark("Reduction = (global::LossKernels.Reduction)9")})")),
        new("LK0010", "it has two kernels", (declaration, _) => Change(() => declaration.Attribute += $", {Mark($"global::LossKernels.{(declaration.Signature.Kind == KernelKind.Entropy ? "Softmax" : "Entropy")}(3)")}")),
    ];

    public static Gen<Fault> Any { get; } = Gen.Elements<Fault>(All);

    private static string Mark(string text) => $"{Open}{text}{Close}";

    private static bool Change(Action change)
    {
        change();
        return true;
    }

    private static bool ChangeParameter(RandomDeclaration declaration, Predicate<Role> isMeant, Func<string, string, string> change)
    {
        var index = Array.FindIndex(declaration.Signature.Roles, isMeant);
        if (index < 0)
        {
            return false;
        }

        // A default value goes with the type that it is of.
        var parameter = declaration.Parameters[index].Split(" = ")[0];
        var name = parameter[(parameter.LastIndexOf(' ') + 1)..];
        declaration.Parameters[index] = change(parameter, name);
        return true;
    }
}
