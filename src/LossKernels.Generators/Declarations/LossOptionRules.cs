using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace LossKernels.Generators.Declarations;

/// <summary>The table of options that are numbers: what each may be, and what it does not go with (LK0008).</summary>
internal static class LossOptionRules
{
    /// <summary>An option that is a number.</summary>
    /// <param name="Name">Its name in the attribute.</param>
    /// <param name="IsAllowed">Whether a number, rounded to the type computed in, is allowed.</param>
    /// <param name="Allowed">What is allowed, in words.</param>
    /// <param name="With">The options with this one set.</param>
    private sealed record Number(string Name, Func<double, bool> IsAllowed, string Allowed, Func<LossOptions, double, LossOptions> With);

    private static readonly ImmutableArray<Number> Numbers =
    [
        new(
            nameof(LossOptions.LabelSmoothing),
            value => value is >= 0 and < 1,
            "0 up to but not including 1",
            (options, value) => options with { LabelSmoothing = value }),
        new(
            nameof(LossOptions.FocalGamma),
            value => value >= 0 && !double.IsInfinity(value),
            "a finite number, 0 or more",
            (options, value) => options with { FocalGamma = value }),
        new(
            nameof(LossOptions.ZLoss),
            value => value >= 0 && !double.IsInfinity(value),
            "a finite number, 0 or more",
            (options, value) => options with { ZLoss = value }),
    ];

    /// <summary>The options that an attribute sets, rounded to the type computed in; adds an error for each that is not allowed or has no meaning here.</summary>
    public static LossOptions Parse(AttributeData attribute, KernelSignature signature, IMethodSymbol method, ElementType? element, DeclarationErrors errors)
    {
        var options = LossOptions.None;
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Value is { Kind: TypedConstantKind.Primitive, Value: double value } && Numbers.FirstOrDefault(number => number.Name == argument.Key) is { } option)
            {
                // A number may leave its range by being rounded: the largest below 1 is 1 in float.
                var rounded = element is null or ElementType.Double ? value : (float)value;
                if (option.IsAllowed(rounded))
                {
                    options = option.With(options, rounded);
                }
                else
                {
                    var text = value.ToString("R", CultureInfo.InvariantCulture);
                    Report(option.Name, $"'{option.Name}' is {option.Allowed}; {text}{(rounded.Equals(value) ? "" : $", in the type computed in {rounded.ToString("R", CultureInfo.InvariantCulture)},")} is not");
                }
            }
            else if (argument is { Key: nameof(LossOptions.IgnoreLabel), Value: { Kind: TypedConstantKind.Primitive, Value: long label } })
            {
                options = options with { IgnoreLabel = label };
            }
        }

        CheckTogether(options, method, Report);
        return options;

        void Report(string option, string message) => errors.AddOption(DeclarationRule.Option, option, signature.Kind.ToString(), message);
    }

    private static void CheckTogether(LossOptions options, IMethodSymbol method, Action<string, string> report)
    {
        var hasTargets = method.Parameters.Any(parameter => parameter.Name == Role.Targets.Name());
        if (options.FocalGamma > 0 && options.LabelSmoothing > 0)
        {
            report(nameof(options.FocalGamma), "'FocalGamma' goes without 'LabelSmoothing': focal loss scales the loss by the probability of one class, and a smoothed label is all of them");
        }

        if (options.FocalGamma > 0 && hasTargets)
        {
            report(nameof(options.FocalGamma), "'FocalGamma' goes with 'label' or 'labels', not with 'targets': focal loss scales the loss by the probability of one class");
        }

        if (options.IgnoreLabel is not { } ignored)
        {
            return;
        }

        if (hasTargets)
        {
            report(nameof(options.IgnoreLabel), "'IgnoreLabel' goes with 'label' or 'labels', not with 'targets': there is no label to ignore");
            return;
        }

        var labels = method.Parameters.FirstOrDefault(parameter => parameter.Name == Role.Label.Name() || parameter.Name == Role.Labels.Name());
        var type = labels is null ? null : Spans.ElementOf(labels.Type) ?? labels.Type;
        if (RangeOf(type?.SpecialType) is var (least, largest) && (ignored < least || ignored > largest))
        {
            report(nameof(options.IgnoreLabel), $"'IgnoreLabel' is a value that a label of type '{Identifiers.ShortName(type!)}' can have, {least} to {largest}; {ignored} is not");
        }
    }

    private static (long Least, long Largest)? RangeOf(SpecialType? type) => type switch
    {
        SpecialType.System_Byte => (byte.MinValue, byte.MaxValue),
        SpecialType.System_UInt16 => (ushort.MinValue, ushort.MaxValue),
        SpecialType.System_Int16 => (short.MinValue, short.MaxValue),
        SpecialType.System_Int32 => (int.MinValue, int.MaxValue),
        SpecialType.System_Int64 => (long.MinValue, long.MaxValue),
        _ => null,
    };
}
