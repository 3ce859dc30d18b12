using LossKernels.Analyzers.Tracking;
using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Rules;

/// <summary>LK4002: an exponential, logarithm or power of <c>Math</c>, of floats, that is rounded to float at once.</summary>
internal sealed class DoubleFunctionOfFloat : LossRule
{
    /// <summary>Above it an integer that is converted to float is rounded.</summary>
    private const int LargestExactInteger = 1 << 24;

    private static readonly DiagnosticDescriptor s_descriptor = new(
        "LK4002",
        "MathF computes the function in float",
        "Math.{0} computes in double what is rounded to float at once: MathF.{0} computes it in float",
        Improvement,
        DiagnosticSeverity.Hidden,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK4002"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override bool AppliesTo(Compilation compilation) => !compilation.GetTypesByMetadataName("System.MathF").IsEmpty;

    public override IEnumerable<Finding> Find(MethodValues values)
    {
        foreach (var call in values.Body.Descendants().OfType<IInvocationOperation>())
        {
            if (call.TargetMethod is { Name: "Exp" or "Log" or "Log2" or "Log10" or "Pow", ContainingType: { Name: "Math", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } }
                && call.Arguments.Any(argument => IsFloat(argument.Value))
                && call.Arguments.All(argument => IsFloat(argument.Value) || IsSmallInteger(argument.Value))
                && (IsRounded(call) || IsRoundedWhereItIsUsed(call, values.Body)))
            {
                yield return new(this, call, call.TargetMethod.Name);
            }
        }
    }

    /// <summary>Whether an argument was a float before the call made it a double.</summary>
    private static bool IsFloat(IOperation argument) => argument is IConversionOperation { IsImplicit: true, Operand.Type.SpecialType: SpecialType.System_Single };

    private static bool IsSmallInteger(IOperation argument)
        => argument is IConversionOperation { IsImplicit: true, Operand: { Type.SpecialType: SpecialType.System_Int32, ConstantValue: { HasValue: true, Value: >= -LargestExactInteger and <= LargestExactInteger } } };

    /// <summary>Whether a value is converted to float, and nothing else.</summary>
    private static bool IsRounded(IOperation value)
    {
        while (value.Parent is IParenthesizedOperation parenthesized)
        {
            value = parenthesized;
        }

        return value.Parent is IConversionOperation { Type.SpecialType: SpecialType.System_Single };
    }

    /// <summary>Whether a variable keeps the value, and every use of the variable converts it to float.</summary>
    private static bool IsRoundedWhereItIsUsed(IOperation call, IOperation body)
    {
        if (call.Parent is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator })
        {
            return false;
        }

        var uses = body.Descendants().OfType<ILocalReferenceOperation>().Where(use => SymbolEqualityComparer.Default.Equals(use.Local, declarator.Symbol)).ToArray();
        return uses.Length > 0 && uses.All(IsRounded);
    }
}
