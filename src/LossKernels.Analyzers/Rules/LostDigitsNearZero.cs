using System.Collections.Immutable;
using LossKernels.Analyzers.Tracking;
using LossKernels.Analyzers.Values;
using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Rules;

/// <summary>LK4001: <c>Log(1 + x)</c> and <c>Exp(x) - 1</c> of an x near 0, whose digits are lost beside the one.</summary>
internal sealed class LostDigitsNearZero : LossRule
{
    /// <summary>The x, in the words of the code there.</summary>
    public const string Small = nameof(Small);

    /// <summary>Farther from 0 than this, at most one digit is lost.</summary>
    private const double Near = 0.1;

    /// <summary>Nearer to -1 than this, x / (2 + x) is so near to -1 that the other form loses the digits instead: at it, five units of the last place.</summary>
    private const double Lowest = -0.99;

    private static readonly DiagnosticDescriptor s_descriptor = new(
        "LK4001",
        "Digits are lost beside the one",
        "{0} loses the digits of an x near 0 beside the one: {1} keeps them",
        Improvement,
        DiagnosticSeverity.Hidden,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK4001"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(MethodValues values)
    {
        if (IsItself(values.Owner))
        {
            yield break;
        }

        foreach (var application in values.Applications)
        {
            var isLogarithm = application.Operation is IInvocationOperation { TargetMethod.Name: "Log", Arguments.Length: 1 };
            if ((isLogarithm ? BesideOne(application.Value) : ExponentOf(application)) is { } small
                && small.Kind != ValueKind.Constant
                && !IsInteger(isLogarithm ? application.Operation : ExponentialIn(application.Operation))
                && application.Bounds(small) is { Low: < Near, High: > -Near and <= 1 } bounds
                && bounds.Low >= (isLogarithm ? Lowest : -1)
                && !IsToldApart(small, application)
                && HasHyperbolic(isLogarithm ? application.Operation : ExponentialIn(application.Operation)))
            {
                var text = application.Operation.Type is { } type ? new Spelling(application).Of(small, type) : null;
                yield return new(this, application.Operation, isLogarithm ? "Log(1 + x)" : "Exp(x) - 1", isLogarithm ? "2 * Atanh(x / (2 + x))" : "2 * t / (1 - t) with t = Tanh(x / 2)")
                {
                    Subject = application.Value,
                    Texts = text is null ? ImmutableDictionary<string, string?>.Empty : ImmutableDictionary<string, string?>.Empty.Add(Small, text),
                };
            }
        }
    }

    /// <summary>Whether the method is an implementation of the function that keeps the digits.</summary>
    private static bool IsItself(ISymbol owner)
        => new[] { "log1p", "logp1", "expm1" }.Any(name => owner.Name.Replace("_", "").IndexOf(name, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>The x of log(1 + x); one that is an exponential is that of a softplus, whose form keeps what matters.</summary>
    private static Value? BesideOne(Value value)
        => value is { Kind: ValueKind.Log, Operands: [{ Kind: ValueKind.Add } sum] } && Algebra.Subtract(sum, Algebra.One) is { Kind: not ValueKind.Exp } small && small.Size < sum.Size ? small : null;

    /// <summary>The x of exp(x) - 1.</summary>
    private static Value? ExponentOf(Application application)
        => application.Operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract } && ExponentialIn(application.Operation) is not null
            && Algebra.Add(application.Value, Algebra.One) is { Kind: ValueKind.Exp, Operands: [var exponent] } ? exponent : null;

    /// <summary>The exponential that the difference is of, written in it.</summary>
    private static IOperation? ExponentialIn(IOperation difference)
        => difference is IBinaryOperation binary && DeferredQuery.Unwrap(binary.LeftOperand) is IInvocationOperation { TargetMethod.Name: "Exp" } exponential ? exponential : null;

    /// <summary>Whether a condition tells numbers near 0, or that one, from others: they are computed in another way.</summary>
    private static bool IsToldApart(Value small, Application application)
        => application.Conditions.Any(condition => condition.Any(part => part.Kind == ValueKind.Zero && (part.Operands[0].Equals(small) || part.Operands[0].Equals(Algebra.Negate(small)))))
            || application.Conditions.Any(condition => Bounds.Of(Algebra.Of(ValueKind.Abs, small), [condition]).Low > 0);

    /// <summary>Whether a function is of what is computed in integers.</summary>
    private static bool IsInteger(IOperation? function)
        => function is IInvocationOperation { Arguments: [{ Value: var argument }] } && DeferredQuery.Unwrap(argument).Type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64;

    /// <summary>Whether the class of a function has the hyperbolic functions too.</summary>
    private static bool HasHyperbolic(IOperation? function) => function is IInvocationOperation call
        && (call.ConstrainedToType ?? call.TargetMethod.ContainingType) switch
        {
            ITypeParameterSymbol parameter => parameter.ConstraintTypes.Any(constraint => constraint.AllInterfaces.Any(one => one.Name == "IHyperbolicFunctions")),
            var type => !type.GetMembers("Atanh").IsEmpty,
        };
}
