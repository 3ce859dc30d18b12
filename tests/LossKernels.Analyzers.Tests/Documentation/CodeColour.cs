using Microsoft.CodeAnalysis.Classification;

namespace LossKernels.Analyzers.Tests.Documentation;

/// <summary>The colours of an editor.</summary>
internal static class CodeColour
{
    private const string Ink = "#24292f";

    /// <param name="classification">One of <see cref="ClassificationTypeNames"/>.</param>
    public static string Of(string classification) => classification switch
    {
        ClassificationTypeNames.Keyword or ClassificationTypeNames.ControlKeyword => "#0033b3",
        ClassificationTypeNames.ClassName or ClassificationTypeNames.StructName => "#267f99",
        ClassificationTypeNames.MethodName or ClassificationTypeNames.StaticSymbol or ClassificationTypeNames.ExtensionMethodName => "#795e26",
        ClassificationTypeNames.NumericLiteral => "#098658",
        ClassificationTypeNames.Comment => "#57606a",
        _ => Ink,
    };
}
