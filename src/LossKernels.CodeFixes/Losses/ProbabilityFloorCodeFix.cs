using System.Collections.Immutable;
using System.Composition;
using LossKernels.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace LossKernels.CodeFixes.Losses;

/// <summary>LK1008: bounds the probability from below, within the logarithm.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ProbabilityFloorCodeFix))]
[Shared]
public sealed class ProbabilityFloorCodeFix : LossCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["LK1008"];

    private protected override string Title => "Write Log(Max(p, epsilon))";

    private protected override bool Rewrite(DocumentEditor editor, Diagnostic diagnostic)
    {
        if (diagnostic.Properties.ContainsKey(Finding.NotFixable)
            || FunctionCall.Of(ExpressionAt(editor, diagnostic.Location), editor.SemanticModel) is not { } logarithm
            || logarithm.Syntax.ArgumentList.Arguments[0] is not { NameColon: null, Expression: var probability })
        {
            return false;
        }

        var type = editor.SemanticModel.GetTypeInfo(logarithm.Syntax).Type;
        var epsilon = LogarithmOfProbability.EpsilonOf(type);
        if (type is ITypeParameterSymbol parameter)
        {
            // Max is of numbers, which not all that have a logarithm are.
            if (!parameter.ConstraintTypes.Any(constraint => constraint.Name is "IFloatingPointIeee754" or "IBinaryFloatingPointIeee754"))
            {
                return false;
            }

            epsilon = $"{parameter.Name}.CreateChecked({epsilon})";
        }

        var floored = logarithm.Call("Max", logarithm.Argument.WithoutTrivia().ToString(), epsilon);
        editor.ReplaceNode(probability, SyntaxFactory.ParseExpression(floored).WithTriviaFrom(probability));
        return true;
    }
}
