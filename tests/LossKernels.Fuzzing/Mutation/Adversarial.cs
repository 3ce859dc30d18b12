namespace LossKernels.Fuzzing.Mutation;

/// <summary>Text that nobody means to write: where it replaces a literal, a type, a name or an attribute's arguments.</summary>
internal static class Adversarial
{
    public static readonly string[] Constants =
    [
        "0", "1", "-1", "2", "3", "16", "17", "1048576", "1048577", "int.MaxValue", "int.MinValue", "2147483648", "long.MinValue", "99999999999999999999",
        "double.NaN", "double.PositiveInfinity", "double.NegativeInfinity", "float.NaN", "double.Epsilon", "double.MaxValue", "-0.0", "1e-400", "1e400", "0.5", "1 - 1e-17", "0.99999999999999999",
        "null", "default", "default!", "true", "'c'", "\"text\"", "\"text\"u8", "new int[] { 3 }", "typeof(int)", "nameof(C)", "1 / 0", "checked(int.MaxValue + 1)", "(byte)300", "3L", "3u", "3m", "0x10", "0b11", "(Reduction)7", "Reduction.None", "(int)1e30", "K", "() => 1", "throw null!", "stackalloc float[3]", "",
    ];

    public static readonly string[] Types =
    [
        "float", "double", "Half", "decimal", "int", "nint", "dynamic", "object", "string", "void", "T", "float?", "float[]", "float*", "ref float", "in float", "delegate*<float, void>", "(float, float)", "Span<float>", "ReadOnlySpan<float>", "ReadOnlySpan<Half>", "ReadOnlySpan<byte>", "Span<Span<float>>", "Missing", "global::System.Single", "System.Single", "BFloat16", "System.Numerics.Vector<float>",
    ];

    public static readonly string[] Names =
    [
        "logits", "probabilities", "logProbabilities", "label", "labels", "targets", "teacherLogits", "temperature", "classWeights", "gradient", "losses", "entropies", "values", "correct", "totalWeight", "upstream", "probability", "positiveWeight", "positiveWeights", "logSumExp", "rows", "logit", "Labels", "@class", "@logits", "\\u006cogits", "ſoftmax", "_", "__", "field", "value", "record", "System", "Vector128", "LossKernels", "Exp", "Sum", "z", "e", "Math",
    ];

    public static readonly string[] Modifiers =
    [
        "public", "private", "protected", "internal", "protected internal", "file", "static", "partial", "async", "unsafe", "extern", "virtual", "abstract", "override", "sealed", "new", "readonly", "required", "ref", "out", "in", "params", "scoped", "this", "const", "volatile",
    ];

    public static readonly string[] Attributes =
    [
        "Softmax", "LogSoftmax", "LogSumExp", "SoftmaxGradient", "LogSoftmaxGradient", "CrossEntropy", "NegativeLogLikelihood", "KullbackLeibler", "Entropy", "Predict", "TopK", "Sigmoid", "LogSigmoid", "Softplus", "BinaryCrossEntropy", "Obsolete",
    ];

    public static readonly string[] Options =
    [
        "Reduction", "LabelSmoothing", "IgnoreLabel", "FocalGamma", "ZLoss", "Labels", "Unknown",
    ];

    public static readonly string[] Typed =
    [
        "{", "}", "(", ")", "[", "]", "<", ">", ";", ",", ".", "\"", "'", "\"\"\"", "/*", "*/", "//", "#if", "#endif", "#pragma warning disable", "#nullable", "$\"", "@\"", "=>", "=", "?", "!", "\0", "\uD800", "\u200B", "é", " ", "\n", "1", "x", "1e", "0x", "..", "where", "new", "await ", "is not", "switch {",
    ];
}
