using LossKernels.Generators.Declarations;
using LossKernels.Kernels.Tests.Oracle;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>
/// A kernel to be run: what is computed, for which classes and type, and which roles its parameters have. From it follow the
/// declaration a user would write, and the call that fills its parameters from a <see cref="KernelCall{T}"/>.
/// </summary>
public sealed record KernelSignature
{
    private readonly StoredType? _stored;

    internal KernelSignature(KernelKind kind, int classes, ElementType element, params Role[] roles)
    {
        Kind = kind;
        Classes = classes;
        Element = element;
        Roles = roles;
    }

    internal KernelKind Kind { get; }

    internal int Classes { get; }

    internal ElementType Element { get; }

    /// <summary>The parameters' roles, inputs and outputs in any order.</summary>
    internal Role[] Roles { get; }

    internal Reduction Reduction { get; init; } = Reduction.Mean;

    internal LossOptions Options { get; init; } = LossOptions.None;

    /// <summary>The option of that name alone, as a declaration rounds it.</summary>
    internal double LabelSmoothing
    {
        init => Options = LossOptions.None with { LabelSmoothing = FloatFormat.Of(Element).Round(value) };
    }

    /// <summary>The C# keyword of the labels' type; what a prediction writes is always <c>int</c>.</summary>
    internal string LabelType { get; init; } = "int";

    /// <summary>How many classes of a row are ranked; 0 where the kernel ranks none.</summary>
    internal int RankCount { get; init; }

    /// <summary>What binary losses alone have.</summary>
    internal BinaryOptions Binary { get; init; } = BinaryOptions.Default;

    /// <summary>Whether every logit is a binary decision, or a row of such.</summary>
    internal bool IsBinary => Kind is KernelKind.Sigmoid or KernelKind.LogSigmoid or KernelKind.Softplus or KernelKind.BinaryCrossEntropy;

    internal bool IsLoss => Kind is KernelKind.BinaryCrossEntropy or KernelKind.CrossEntropy or KernelKind.NegativeLogLikelihood or KernelKind.Entropy or KernelKind.KullbackLeibler;

    /// <summary>Whether exactly one row is meant.</summary>
    internal bool IsOneRow => Has(Role.Label) || (Kind is KernelKind.Predict && !Has(Role.Labels)) || (Kind is KernelKind.LogSumExp && !Has(Role.LogSumExp));

    /// <summary>What memory holds; what is computed in unless told.</summary>
    internal StoredType Stored { get => _stored ?? StoredTypes.Of(Element); init => _stored = value; }

    /// <summary>Whether what has no value per element of the logits is float, beside logits of Half.</summary>
    internal bool HasFloatsBeside { get; init; }

    /// <summary>The format of the inputs.</summary>
    internal FloatFormat Format => FloatFormat.Of(Stored);

    /// <summary>The delegate type of what <see cref="WriteCall"/> writes.</summary>
    internal Type CallType => Stored switch
    {
        StoredType.Half => typeof(Action<KernelCall<Half>>),
        StoredType.Single => typeof(Action<KernelCall<float>>),
        _ => typeof(Action<KernelCall<double>>),
    };

    private string ElementName => Stored == StoredType.Half ? "System.Half" : Stored.Keyword();

    /// <summary>The type of what has no value per element of the logits.</summary>
    private string BesideName => HasFloatsBeside ? "float" : ElementName;

    internal string ReturnType => Kind switch
    {
        KernelKind.LogSumExp when !Has(Role.LogSumExp) => BesideName,
        KernelKind.Predict when !Has(Role.Labels) => "int",
        _ when IsLoss && Reduction != Reduction.None => BesideName,
        _ => "void",
    };

    /// <summary>The inputs whose memory an output with a value per class may be.</summary>
    internal IEnumerable<Role> Overwritable => Roles.Where(role => role is Role.Logits or Role.Probabilities or Role.LogProbabilities or Role.Upstream).Where(role => !IsOutput(role));

    /// <summary>The outputs with a value per class.</summary>
    internal IEnumerable<Role> OutputsPerClass
        => Roles.Where(role => IsOutput(role) && (role is Role.Gradient or Role.LogProbabilities or Role.Values || (role == Role.Losses && IsBinary) || (role == Role.Probabilities && Kind is not (KernelKind.Predict or KernelKind.TopK))));

    internal bool Has(Role role) => Roles.Contains(role);

    internal bool IsOutput(Role role) => role switch
    {
        Role.Logits or Role.Temperature or Role.Label or Role.Targets or Role.TeacherLogits or Role.Upstream or Role.ClassWeights or Role.PositiveWeight or Role.PositiveWeights => false,
        Role.Probabilities => Kind != KernelKind.SoftmaxGradient,
        Role.LogProbabilities => Kind is not (KernelKind.LogSoftmaxGradient or KernelKind.NegativeLogLikelihood),
        Role.Labels => Kind is KernelKind.Predict or KernelKind.TopK,
        _ => true,
    };

    /// <summary>The parameter whose length says how many rows there are.</summary>
    internal string RowsInput => NameOf(Overwritable.First());

    /// <summary>The declaration as a user writes it, without its body.</summary>
    internal string Declare(string name)
    {
        var reduction = IsLoss && Reduction != Reduction.Mean ? $", Reduction = LossKernels.Reduction.{Reduction}" : "";
        var ranks = RankCount > 0 ? $", {RankCount}" : "";
        var options = string.Concat(
            Option(nameof(Options.LabelSmoothing), Options.LabelSmoothing),
            Options.IgnoreLabel is { } ignored ? $", IgnoreLabel = {ignored}" : "",
            Option(nameof(Options.FocalGamma), Options.FocalGamma),
            Option(nameof(Options.ZLoss), Options.ZLoss));
        var arguments = IsBinary ? BinaryArguments(reduction + options) : $"{Classes}{ranks}{reduction}{options}";
        return $"[LossKernels.{Kind}({arguments})] public static partial {ReturnType} {name}({string.Join(", ", Roles.Select(ParameterOf))});";
    }

    private static string Option(string name, double value)
        => value == 0 ? "" : $", {name} = {value.ToString("R", System.Globalization.CultureInfo.InvariantCulture)}";

    /// <summary>The parameter of a role, in C#.</summary>
    internal string ParameterOf(Role role) => TypeOf(role) switch
    {
        var (type, shape) when shape == ParameterShape.Scalar => $"{type} {NameOf(role)}",
        var (type, shape) when shape == ParameterShape.Out => $"out {type} {NameOf(role)}",
        var (type, _) => $"System.{(IsOutput(role) ? "Span" : "ReadOnlySpan")}<{type}> {NameOf(role)}",
    };

    /// <summary>A static method that calls <paramref name="target"/> with the fields of a <see cref="KernelCall{T}"/>.</summary>
    internal string WriteCall(string name, string target)
    {
        var prefix = HasFloatsBeside ? "Float" : "";
        var arguments = Roles.Select(role => TypeOf(role).Shape switch
        {
            ParameterShape.Out when role != Role.Correct => $"out call.{prefix}{role}",
            ParameterShape.Scalar when HasFloatsBeside && role != Role.Label => $"(float)call.{role}",
            not ParameterShape.Out when IsFloatBeside(role) => $"call.FloatsOf(\"{role}\")",
            ParameterShape.Out => $"out call.{role}",
            ParameterShape.Scalar => $"call.{role}",
            _ when role == Role.Labels => $"call.LabelsOf<{TypeOf(role).Type}>()",
            _ => $"call.{role}",
        });
        var result = ReturnType == "void" ? "" : ReturnType == "int" ? "call.ReturnedClass = " : $"call.{prefix}Return = ";
        return $"public static void {name}({typeof(KernelCall<>).Namespace}.KernelCall<{ElementName}> call) => {result}{target}({string.Join(", ", arguments)});";
    }

    /// <summary>The declaration as the generator's parser would give it, for lowering it to a chosen layout and width.</summary>
    internal KernelDeclaration ToDeclaration() => new(
        Kind,
        Classes,
        Element,
        IsLoss ? Reduction : Reduction.None,
        IsOneRow,
        Roles.Select(role => new KernelParameter(role, NameOf(role), TypeOf(role).Shape, IsOutput(role), TypeOf(role).Type.Replace("System.", "", StringComparison.Ordinal), ParameterOf(role))).ToEquatableArray(),
        new MethodShape("", EquatableArray.ToEquatableArray<string>([]), "public static partial", ReturnType.Replace("System.", "global::System.", StringComparison.Ordinal), "Kernel", "Kernel.g.cs", "Kernel"))
    {
        RankCount = RankCount,
        Binary = Binary,
        Options = Options,
    };

    /// <summary>What memory holds for a role's floating-point values, the returned one included.</summary>
    internal StoredType StoredTypeOf(Role role)
        => IsFloatBeside(role) || (role == Role.Return ? ReturnType : TypeOf(role).Type) != ElementName ? StoredTypes.Of(Element) : Stored;

    /// <summary>Whether a role's floating-point values are float beside logits of Half.</summary>
    internal bool IsFloatBeside(Role role) => HasFloatsBeside && (role == Role.Return || TypeOf(role).Type == "float");

    public override string ToString()
    {
        var ranks = RankCount > 0 ? $", {RankCount}" : "";
        var options = Options == LossOptions.None ? "" : $" {Options}";
        var binary = IsBinary ? $" {LabelType} {Binary}" : "";
        return $"{ElementName}{(HasFloatsBeside ? " and float" : "")} {Kind}({Classes}{ranks}){(IsLoss ? $" {Reduction}" : "")}{options} {string.Join(", ", Roles)}{binary}";
    }

    private string BinaryArguments(string options)
    {
        var outputs = Math.Max(Classes, Binary.Outputs);
        string[] arguments =
        [
            .. outputs > 1 ? [$"{outputs}"] : Array.Empty<string>(),
            .. Binary.Labels is { } labels ? [$"Labels = LossKernels.BinaryLabels.{labels}"] : Array.Empty<string>(),
        ];
        return (string.Join(", ", arguments) + options).TrimStart(',', ' ');
    }

    private static string NameOf(Role role)
    {
        var name = role.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private (string Type, ParameterShape Shape) TypeOf(Role role) => role switch
    {
        Role.Temperature or Role.PositiveWeight => (BesideName, ParameterShape.Scalar),
        Role.Label => ("int", ParameterShape.Scalar),
        Role.Labels or Role.Probabilities when Kind == KernelKind.TopK => (role == Role.Labels ? "int" : BesideName, ParameterShape.PerRank),
        Role.Labels when Kind == KernelKind.BinaryCrossEntropy => (LabelType, ParameterShape.PerClass),
        Role.Labels => (LabelType, ParameterShape.PerRow),
        Role.Losses when IsBinary => (ElementName, ParameterShape.PerClass),
        Role.LogSumExp or Role.Losses or Role.Entropies => (BesideName, ParameterShape.PerRow),
        Role.Probabilities when Kind == KernelKind.Predict => (BesideName, ParameterShape.PerRow),
        Role.ClassWeights or Role.PositiveWeights => (BesideName, ParameterShape.SharedPerClass),
        Role.Correct => ("int", ParameterShape.Out),
        Role.Probability or Role.TotalWeight => (BesideName, ParameterShape.Out),
        _ => (ElementName, ParameterShape.PerClass),
    };
}
