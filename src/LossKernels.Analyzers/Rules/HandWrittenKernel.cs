using System.Collections.Immutable;
using LossKernels.Analyzers.Calls;
using LossKernels.Analyzers.Tracking;
using LossKernels.Analyzers.Values;
using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Rules;

/// <summary>LK4004: a method that computes a softmax, log-softmax or cross-entropy over a constant number of classes, as a kernel does.</summary>
internal sealed class HandWrittenKernel : LossRule
{
    /// <summary>The attribute of the kernel.</summary>
    public const string Kernel = nameof(Kernel);

    /// <summary>The class count, in the words of the code.</summary>
    public const string Classes = nameof(Classes);

    /// <summary>The name of the parameter that has the scores.</summary>
    public const string Scores = nameof(Scores);

    /// <summary>The name of the parameter that is written to, or has the label; absent where an array is returned.</summary>
    public const string Other = nameof(Other);

    /// <summary>There where the scores have no more elements than there are classes.</summary>
    public const string IsWhole = nameof(IsWhole);

    /// <summary>How many statements at the start are kept.</summary>
    public const string Guards = nameof(Guards);

    private const int MostClasses = 1 << 20;

    private static readonly DiagnosticDescriptor s_descriptor = new(
        "LK4004",
        "A kernel computes this",
        "This is the {0} of {1} classes: a kernel declared by [{2}({1})] computes it faster, and to more digits",
        Improvement,
        DiagnosticSeverity.Hidden,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK4004"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override bool AppliesTo(Compilation compilation) => CalledKernels.AreIn(compilation) && TargetPlatform.WhatIsTooOld(compilation) is null;

    public override IEnumerable<Finding> Find(MethodValues values)
    {
        if (values.Owner is not IMethodSymbol { MethodKind: MethodKind.Ordinary, IsAsync: false, IsGenericMethod: false, IsPartialDefinition: false, Parameters: [var scores, ..] } method
            || !CanHaveKernels(method.ContainingType)
            || ElementOf(scores.Type) is not { } element
            || method.Parameters.Length > 2
            || method.Parameters.Any(parameter => parameter.RefKind != RefKind.None)
            || RowMethod.Of(values, scores) is not { Classes: <= MostClasses } row
            || KernelOf(values, method, element, row) is not var (kernel, name))
        {
            yield break;
        }

        var texts = ImmutableDictionary<string, string?>.Empty
            .Add(Kernel, kernel).Add(Classes, row.ClassesText).Add(Scores, scores.Name).Add(Guards, $"{row.Guards}");
        texts = method.Parameters.Length == 2 ? texts.Add(Other, method.Parameters[1].Name) : texts;
        yield return new(this, values.Body, name, row.Classes, kernel)
        {
            Location = method.Locations[0],
            Texts = row.IsWhole ? texts.Add(IsWhole, null) : texts,
        };
    }

    /// <summary>The kernel that computes what a method does, and what that is called.</summary>
    private static (string Kernel, string Name)? KernelOf(MethodValues values, IMethodSymbol method, ITypeSymbol element, RowMethod row)
    {
        var scores = Algebra.Input(method.Parameters[0]);
        var formulas = new RowFormulas(scores);
        var other = method.Parameters.Length == 2 ? method.Parameters[1] : null;
        if (other?.Type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Byte or SpecialType.System_SByte)
        {
            return SymbolEqualityComparer.Default.Equals(method.ReturnType, element) && values.Returned is [{ Value: var loss }] && formulas.IsCrossEntropy(loss, Algebra.Input(other))
                ? ("CrossEntropy", "cross-entropy")
                : null;
        }

        var at = Algebra.NewIndex();
        if (OutputAt(values, method, other, element, row, at) is not { } output)
        {
            return null;
        }

        return formulas.IsSoftmax(output, at) ? ("Softmax", "softmax") : formulas.IsLogSoftmax(output, at) ? ("LogSoftmax", "log-softmax") : null;
    }

    /// <summary>What the method leaves at a position of the array that it returns, of the parameter that it writes to, or of the scores.</summary>
    private static Value? OutputAt(MethodValues values, IMethodSymbol method, IParameterSymbol? other, ITypeSymbol element, RowMethod row, Value at)
    {
        if (method.ReturnsVoid)
        {
            var written = other ?? method.Parameters[0];
            return written.Type.Name != "ReadOnlySpan" && SymbolEqualityComparer.Default.Equals(ElementOf(written.Type), element)
                ? values.End.Read(Place.Of(Algebra.Input(written), [at]))
                : null;
        }

        if (other is not null || method.ReturnType is not IArrayTypeSymbol { Rank: 1 } || !SymbolEqualityComparer.Default.Equals(ElementOf(method.ReturnType), element)
            || values.Returned is not [{ Value: var returned, State: var state }] || !row.IsLengthOf(returned, method.Parameters[0]))
        {
            return null;
        }

        return returned.Kind == ValueKind.Sequence ? Algebra.At(returned, at) : returned.Kind == ValueKind.New ? state.Read(Place.Of(returned, [at])) : null;
    }

    private static bool CanHaveKernels(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            if (type.IsFileLocal || type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
            {
                return false;
            }
        }

        return true;
    }

    private static ITypeSymbol? ElementOf(ITypeSymbol type)
    {
        var element = type switch
        {
            IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
            INamedTypeSymbol { Name: "Span" or "ReadOnlySpan", TypeArguments: [var argument], ContainingNamespace.Name: "System" } => argument,
            _ => null,
        };
        return element?.SpecialType is SpecialType.System_Single or SpecialType.System_Double ? element : null;
    }
}
