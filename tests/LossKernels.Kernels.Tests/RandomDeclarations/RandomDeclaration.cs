using System.Text.RegularExpressions;
using LossKernels.Generators.Declarations;
using LossKernels.Kernels.Tests.Execution;
using KernelSignature = LossKernels.Kernels.Tests.Execution.KernelSignature;

namespace LossKernels.Kernels.Tests.RandomDeclarations;

/// <summary>A declaration in pieces, as a person writes it. A <see cref="Fault"/> changes one of them, and marks it.</summary>
internal sealed partial class RandomDeclaration
{
    public RandomDeclaration(KernelSignature signature, Surroundings surroundings)
    {
        (Signature, Surroundings) = (signature, surroundings);
        var declared = signature.Declare("F");
        Attribute = Global(declared[1..declared.IndexOf("] public", StringComparison.Ordinal)]);
        if (surroundings.Choose(3, 4) == 0)
        {
            Attribute = Attribute.Replace($"{signature.Kind}(", $"{signature.Kind}Attribute(", StringComparison.Ordinal);
        }

        if (!signature.IsBinary && surroundings.Choose(4, 3) is var way and < 2)
        {
            Attribute = Count().Replace(Attribute, way == 0 ? "(classes: $1" : "($1 - 1 + 1", 1);
        }

        ReturnType = Global(signature.ReturnType);
        Parameters = [.. signature.Roles.Select((role, i) => Decorate(signature, surroundings, role, i))];
        Types = [.. surroundings.Types];
        Modifiers = $"{surroundings.Accessibility} {surroundings.Modifiers}partial";
        Name = surroundings.Name;
    }

    public KernelSignature Signature { get; }

    public Surroundings Surroundings { get; }

    public string Attribute { get; set; }

    public string ReturnType { get; set; }

    public List<string> Parameters { get; }

    public List<ContainingType> Types { get; }

    public string Modifiers { get; set; }

    public string Name { get; set; }

    public string End { get; set; } = ";";

    /// <summary>Whether the types around it are partial.</summary>
    public string TypePartial { get; set; } = "partial ";

    /// <summary>The source of the declaration, in marks where a fault is.</summary>
    public string Source => InTypes($"[{Attribute}] {Modifiers} {ReturnType} {Name}({string.Join(", ", Parameters)}){End}", isFirst: true);

    /// <summary>A second part of the types, with a method that calls the kernel.</summary>
    public string Call(string name)
        => InTypes(Global(Signature.WriteCall(name, Surroundings.IsStatic ? Surroundings.Name : $"new {Surroundings.Innermost.GenericName}().{Surroundings.Name}")), isFirst: false);

    /// <summary>The type arguments of a call, the outermost type's first.</summary>
    public Type[] TypeArguments => [.. Surroundings.Types.SelectMany(type => type.TypeParameters).Select(parameter => parameter.Argument)];

    public override string ToString() => Source;

    private string InTypes(string member, bool isFirst)
    {
        foreach (var type in Types.AsEnumerable().Reverse())
        {
            var kind = type.Kind.Split(' ');
            var header = $"{type.Accessibility} {string.Join(' ', kind.TakeWhile(word => word is "sealed" or "static" or "readonly" or "ref"))} {TypePartial}{string.Join(' ', kind.SkipWhile(word => word is "sealed" or "static" or "readonly" or "ref"))}";
            member = $"{header} {type.GenericName}{(isFirst ? type.Constraints : "")}\n{{\n{member}\n}}";
        }

        return Surroundings.Namespace.Length == 0 ? member
            : Surroundings.Choose(5, 2) == 0 ? $"namespace {Surroundings.Namespace};\n{member}"
            : $"namespace {Surroundings.Namespace}\n{{\n{member}\n}}";
    }

    /// <summary>A parameter with what is legal before its type and after its name.</summary>
    private static string Decorate(KernelSignature signature, Surroundings surroundings, Role role, int index)
    {
        var parameter = Global(signature.ParameterOf(role));
        var name = parameter[(parameter.LastIndexOf(' ') + 1)..];
        var isSpan = parameter.Contains("Span<", StringComparison.Ordinal);
        var isLast = index == signature.Roles.Length - 1;
        if (surroundings.Choose(6 + index, 5) == 0)
        {
            parameter = parameter.Replace($" {name}", $" @{name}", StringComparison.Ordinal);
        }

        var isExtension = index == 0 && surroundings.Types is [{ IsStatic: true, TypeParameters.Count: 0 }] && !parameter.StartsWith("out ", StringComparison.Ordinal);
        return surroundings.Choose(7 + index, 3) switch
        {
            0 when isSpan && isLast => $"params {parameter}",
            1 when isSpan => $"scoped {parameter}",
            0 when isLast && role is Role.Temperature or Role.PositiveWeight => $"{parameter} = default",
            0 when isLast && role == Role.Label => $"{parameter} = 1",
            0 when isExtension => $"this {parameter}",
            _ => parameter,
        };
    }

    private static string Global(string text) => Root().Replace(text, "global::$1.");

    [GeneratedRegex(@"(?<![\w.:@])(System|LossKernels)\.")]
    private static partial Regex Root();

    [GeneratedRegex(@"\((\d+)")]
    private static partial Regex Count();
}
