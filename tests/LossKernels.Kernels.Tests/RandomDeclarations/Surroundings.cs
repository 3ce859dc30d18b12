using FsCheck;
using FsCheck.Fluent;

namespace LossKernels.Kernels.Tests.RandomDeclarations;

/// <summary>A type around a kernel.</summary>
/// <param name="Accessibility">Its accessibility; <c>file</c> is one that kernels refuse.</param>
/// <param name="Kind">Its other modifiers and its keyword.</param>
/// <param name="Name">Its name, escaped where it must be.</param>
/// <param name="TypeParameters">Its type parameters, each with what stands for it in a call and its constraint.</param>
internal sealed record ContainingType(string Accessibility, string Kind, string Name, IReadOnlyList<(string Name, Type Argument, string Constraint)> TypeParameters)
{
    public bool IsStruct => Kind.EndsWith("struct", StringComparison.Ordinal);

    public bool IsStatic => Kind == "static class";

    public string GenericName => TypeParameters.Count == 0 ? Name : $"{Name}<{string.Join(", ", TypeParameters.Select(parameter => parameter.Name))}>";

    public string Constraints => string.Concat(TypeParameters.Where(parameter => parameter.Constraint.Length > 0).Select(parameter => $" where {parameter.Name} : {parameter.Constraint}"));
}

/// <summary>Where and how a kernel is declared, whatever it computes.</summary>
/// <param name="Namespace">The namespace; empty for none.</param>
/// <param name="Types">The types around it, the outermost first.</param>
/// <param name="Accessibility">Its accessibility.</param>
/// <param name="Modifiers">Its other modifiers but <c>partial</c>, which is the last.</param>
/// <param name="Name">The method's name.</param>
/// <param name="Choices">Drawn numbers for what remains to choose of the parameters.</param>
internal sealed record Surroundings(string Namespace, IReadOnlyList<ContainingType> Types, string Accessibility, string Modifiers, string Name, int[] Choices)
{
    private static readonly string[] s_namespaces = ["", "Consumer", "Consumer.@event.Deep", "@class.@namespace", "Größe"];
    private static readonly string[] s_kinds = ["class", "sealed class", "static class", "struct", "readonly struct", "ref struct", "record", "record class", "sealed record", "record struct", "readonly record struct"];
    private static readonly string[] s_typeNames = ["Outer", "Vector128", "@class", "KernelFunctions", "Math", "Exp", "Maß", "_1", "Span", "Unsafe"];
    private static readonly string[] s_methodNames = ["F", "@class", "Softmax", "Invoke", "@await", "Sum", "z", "_", "@event", "ThrowLength", "Löß", "MemoryMarshal"];
    private static readonly (Type Argument, string Constraint)[] s_constraints =
    [
        (typeof(int), ""), (typeof(string), ""), (typeof(int), "struct"), (typeof(string), "class"), (typeof(int), "unmanaged"), (typeof(string), "notnull"), (typeof(int), "global::System.IComparable<int>, new()"), (typeof(string), "class?"),
    ];

    public static Gen<Surroundings> Any { get; } =
        from name in Gen.Elements(s_namespaces)
        from depth in Gen.Choose(1, 3)
        from names in Gen.Shuffle(s_typeNames)
        from kinds in Gen.ArrayOf(Gen.Elements(s_kinds), depth)
        from arities in Gen.ArrayOf(Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(1, 2))), depth)
        from constraints in Gen.ArrayOf(Gen.Elements(s_constraints), 6)
        from accessibilities in Gen.ArrayOf(Gen.Elements("public", "internal"), depth)
        from method in Gen.Elements(s_methodNames)
        from choices in Gen.ArrayOf(Gen.Choose(0, 999), 24)
        let types = Enumerable.Range(0, depth).Select(i => new ContainingType(
            accessibilities[i],
            kinds[i],
            names[i],
            [.. Enumerable.Range(0, arities[i]).Select(j => (j == 1 ? $"@in{i}" : $"T{i}", constraints[(2 * i) + j].Argument, constraints[(2 * i) + j].Constraint))])).ToArray()
        select Of(name, types, method, choices);

    public ContainingType Innermost => Types[^1];

    public bool IsStatic => Modifiers.Contains("static", StringComparison.Ordinal);

    /// <summary>The choice of a number; the same for the same place.</summary>
    public int Choose(int place, int count) => Choices[place % Choices.Length] % count;

    private static Surroundings Of(string name, ContainingType[] types, string method, int[] choices)
    {
        var inner = types[^1];
        var isStatic = inner.IsStatic || choices[0] % 3 > 0;
        var mayBeProtected = !inner.IsStruct && !inner.IsStatic && !inner.Kind.StartsWith("sealed", StringComparison.Ordinal);
        string[] accessibilities = mayBeProtected ? ["public", "internal", "private", "protected", "protected internal", "private protected"] : ["public", "internal", "private"];
        var accessibility = accessibilities[choices[1] % accessibilities.Length];
        var modifiers = isStatic ? "static "
            : inner.IsStruct && choices[2] % 2 == 0 ? "readonly "
            : mayBeProtected && accessibility != "private" && choices[2] % 2 == 0 ? "virtual "
            : "";

        // C# has no member of its type's name.
        return new(name, types, accessibility, modifiers, method == inner.Name ? "F" : method, choices);
    }
}
