using System.Collections.Concurrent;
using System.Collections.Immutable;
using LossKernels.Analyzers.Calls;
using LossKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Tracking;

/// <summary>Which methods are which function: those of <c>Math</c>, <c>MathF</c>, of numbers' own types and of generic math, and of Unity.</summary>
internal sealed class MathFunctions
{
    private const string TensorPrimitives = "TensorPrimitives";

    private static readonly ImmutableArray<string> s_functionsOfLibraries = ["SoftMax", "Sigmoid", "softmax", "PointwiseExp", "PointwiseLog"];

    private readonly ConcurrentDictionary<IMethodSymbol, string?> _names = new(SymbolEqualityComparer.Default);

    /// <summary>The kernels that are called.</summary>
    public CalledKernels Kernels { get; } = new();

    /// <summary>What the method computes, by the name that <c>Math</c> or the number's type has for it; null for any other method.</summary>
    public string? NameOf(IMethodSymbol method) => _names.GetOrAdd(method.OriginalDefinition, Name);

    /// <summary>The function's value, or null for a function that says nothing here.</summary>
    public static Value? Apply(string name, IReadOnlyList<Value> arguments) => (name, arguments.Count) switch
    {
        ("Exp", 1) => Algebra.Of(ValueKind.Exp, arguments[0]),
        ("ExpM1", 1) => Algebra.Of(ValueKind.Expm1, arguments[0]),
        ("Log", 1) => Algebra.Of(ValueKind.Log, arguments[0]),
        ("Log", 2) when arguments[1].Kind == ValueKind.Constant => Scaled(arguments[0], arguments[1].Number),
        ("Log2", 1) => Scaled(arguments[0], 2),
        ("Log10", 1) => Scaled(arguments[0], 10),
        ("LogP1", 1) => Algebra.Of(ValueKind.Log1p, arguments[0]),
        ("Abs", 1) => Algebra.Of(ValueKind.Abs, arguments[0]),
        ("Sqrt", 1) => Algebra.Of(ValueKind.Sqrt, arguments[0]),
        ("Tanh", 1) => Algebra.Of(ValueKind.Tanh, arguments[0]),
        ("Sin", 1) => Algebra.Of(ValueKind.Sine, arguments[0]),
        ("Cos", 1) => Algebra.Of(ValueKind.Sine, Algebra.Add(arguments[0], Algebra.Constant(Math.PI / 2))),
        ("Max" or "MaxNumber" or "MaxNative" or "FMax", 2) => Algebra.Max(arguments[0], arguments[1]),
        ("Min" or "MinNumber" or "MinNative" or "FMin", 2) => Algebra.Min(arguments[0], arguments[1]),
        ("Clamp" or "ClampNative", 3) => Algebra.Max(Algebra.Min(arguments[0], arguments[2]), arguments[1]),
        ("Clamp01", 1) => Algebra.Max(Algebra.Min(arguments[0], Algebra.One), Algebra.Zero),
        ("Pow", 2) when arguments[0].Is(Math.E) => Algebra.Of(ValueKind.Exp, arguments[1]),
        ("Pow", 2) when arguments[1].Is(2) => Algebra.Multiply(arguments[0], arguments[0]),
        ("IsNaN", 1) => Algebra.Of(ValueKind.NaN, arguments[0]),
        ("FusedMultiplyAdd" or "MultiplyAddEstimate", 3) => Algebra.Add(Algebra.Multiply(arguments[0], arguments[1]), arguments[2]),
        ("CreateChecked" or "CreateSaturating" or "CreateTruncating" or "ToDouble" or "ToSingle", 1) => arguments[0],
        _ => null,
    };

    /// <summary>Whether an operation uses a function that any rule asks for: all rules start from an exponential, a logarithm or a softmax.</summary>
    public bool AreIn(IOperation operation) => operation.Descendants().Any(descendant => descendant switch
    {
        IInvocationOperation invocation => IsOfInterest(invocation.TargetMethod),
        IMethodReferenceOperation reference => IsOfInterest(reference.Method),
        _ => false,
    });

    /// <summary>The functions of numbers' types that rules ask for. All are static.</summary>
    public static readonly ImmutableArray<string> StaticFunctions = ["Exp", "ExpM1", "Pow", "IsNaN", "Log", "Log2", "Log10", "LogP1", "Log2P1", "Log10P1"];

    /// <summary>The words without which no code uses another function that rules ask for, but for those of tensor libraries and kernels.</summary>
    public static readonly ImmutableArray<string> OtherWords = [.. s_functionsOfLibraries, TensorPrimitives];

    private bool IsOfInterest(IMethodSymbol method) => NameOf(method) is { } name
        ? StaticFunctions.Contains(name)
        : TensorFunctions.IsOfInterest(method) || s_functionsOfLibraries.Contains(method.Name) || method.ContainingType?.Name == TensorPrimitives || Kernels.Of(method) is not null;

    /// <summary>A logarithm to another base is the natural one times a constant.</summary>
    private static Value Scaled(Value argument, double toBase)
        => Algebra.Multiply(Algebra.Constant(1 / Math.Log(toBase)), Algebra.Of(ValueKind.Log, argument));

    private static string? Name(IMethodSymbol method)
    {
        if (!method.IsStatic || method.ContainingType is not { } type)
        {
            return null;
        }

        var isNumber = type.SpecialType is SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Int32 or SpecialType.System_Int64;
        var isKnown = isNumber || (type.ContainingNamespace, type.Name) switch
        {
            ({ Name: "System", ContainingNamespace.IsGlobalNamespace: true }, "Math" or "MathF" or "Half") => true,
            ({ Name: "System", ContainingNamespace.IsGlobalNamespace: true }, "Convert") => method.Name is "ToDouble" or "ToSingle",
            ({ Name: "Numerics", ContainingNamespace.Name: "System" }, _) => type.TypeKind == TypeKind.Interface,
            ({ Name: "UnityEngine", ContainingNamespace.IsGlobalNamespace: true }, "Mathf") => true,
            _ => false,
        };
        return isKnown ? method.Name : null;
    }
}
