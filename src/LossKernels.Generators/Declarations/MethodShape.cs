namespace LossKernels.Generators.Declarations;

/// <summary>What the implementing part of a partial method has to repeat of its declaration, as text.</summary>
/// <param name="Namespace">The namespace, or an empty string for the global one.</param>
/// <param name="ContainingTypes">
/// The containing types from the outermost inwards, each as it is reopened: <c>partial struct Outer&lt;TKey&gt;</c>.
/// </param>
/// <param name="Modifiers">The method's modifiers as they are repeated, <c>partial</c> last: <c>public static partial</c>.</param>
/// <param name="ReturnType">The return type in C#: <c>void</c>, <c>float</c>, <c>double</c>, <c>global::System.Half</c> or <c>int</c>.</param>
/// <param name="Name">The method's identifier, escaped where needed.</param>
/// <param name="HintName">The name of the generated file: the fully qualified method and a hash of its parameters, then <c>.g.cs</c>.</param>
/// <param name="Cref">The method as a reader writes it, for comments: <c>Acceptance.TenClasses.Softmax</c>.</param>
internal sealed record MethodShape(
    string Namespace,
    EquatableArray<string> ContainingTypes,
    string Modifiers,
    string ReturnType,
    string Name,
    string HintName,
    string Cref);
