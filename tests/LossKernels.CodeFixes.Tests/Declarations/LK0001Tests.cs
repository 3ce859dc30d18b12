using LossKernels.CodeFixes.Declarations;
using LossKernels.CodeFixes.Tests.Verification;
using LossKernels.Generators;

namespace LossKernels.CodeFixes.Tests.Declarations;

public class LK0001Tests
{
    private static readonly RuleVerifier s_rule = new("LK0001", new KernelDeclarationAnalyzer(), new AddPartialCodeFix());

    [Theory]
    [InlineData("public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);")]
    [InlineData("internal partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);")]
    public Task A_partial_method_in_a_partial_type_is_silent(string method)
        => s_rule.Reports($$"""partial class C { [Softmax(10)] {{method}} }""");

    [Theory]
    [InlineData("partial class Program")]
    [InlineData("internal partial class Program")]
    public Task A_kernel_of_the_type_that_holds_top_level_statements_is_silent(string type) => s_rule.Reports(
        $$"""
        Console.WriteLine();
        {{type}} { [Softmax(10)] private static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities); }
        """,
        new(IsProgram: true));

    [Fact]
    public Task Methods_without_a_kernel_attribute_are_silent() => s_rule.Reports("""
        class C
        {
            public static void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities) { }
            [Obsolete] public static void Old() { }
        }
        """);

    [Fact]
    public Task An_attribute_of_the_same_name_elsewhere_is_silent() => s_rule.Reports("""
        using Other;
        namespace Other { class SoftmaxAttribute(int classes) : Attribute { public int Classes => classes; } }
        class C { [Other.Softmax(10)] public static void Softmax(ReadOnlySpan<float> logits) { } }
        """);

    [Fact]
    public Task Nested_generic_types_are_silent_where_all_are_partial() => s_rule.Reports("""
        namespace A.B;
        partial struct Outer<TKey> where TKey : class
        {
            internal sealed partial record Inner<T>
            {
                [Softmax(7)] internal partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);
            }
        }
        """);

    [Fact]
    public Task An_empty_body_is_taken_away() => s_rule.Fixes(
        """
        static partial class C
        {
            /// <summary>Softmax.</summary>
            [Softmax(10)] // ten digits
            public static void [|Softmax|](ReadOnlySpan<float> logits, Span<float> probabilities)
            {
            } // end
        }
        """,
        """
        static partial class C
        {
            /// <summary>Softmax.</summary>
            [Softmax(10)] // ten digits
            public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities); // end
        }
        """,
        "Add 'partial'");

    [Fact]
    public Task A_throwing_body_is_taken_away() => s_rule.Fixes(
        """
        partial class C
        {
            [CrossEntropy(10)]
            internal
                float [|Loss|](ReadOnlySpan<float> logits, int label) => throw new NotImplementedException();

            [LogSumExp(10)] private static float [|LogSumExp|](ReadOnlySpan<float> logits) { return default; }
        }
        """,
        """
        partial class C
        {
            [CrossEntropy(10)]
            internal
                partial float Loss(ReadOnlySpan<float> logits, int label);

            [LogSumExp(10)] private static partial float LogSumExp(ReadOnlySpan<float> logits);
        }
        """,
        "Add 'partial'");

    [Fact]
    public Task A_body_that_does_something_goes_only_where_the_fix_says_so() => s_rule.Fixes(
        """
        partial class C
        {
            [Softmax(2)]
            public static void [|Softmax|](ReadOnlySpan<float> logits, Span<float> probabilities)
            {
                var e = MathF.Exp(logits[1] - logits[0]);
                probabilities[1] = e / (1 + e);
            }
        }
        """,
        """
        partial class C
        {
            [Softmax(2)]
            public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);
        }
        """,
        "Replace the body by the kernel");

    [Fact]
    public Task Types_around_the_method_become_partial_once() => s_rule.Fixes(
        """
        namespace A
        {
            public struct Outer<T>
            {
                [Obsolete] class Inner
                {
                    [Softmax(3)] public void [|A|](ReadOnlySpan<float> logits, Span<float> probabilities) { }
                    [Softmax(3)] public void [|B|](ReadOnlySpan<float> logits, Span<float> probabilities) { }
                }
            }
        }
        """.Replace("class Inner", "class [|[|Inner|]|]").Replace("struct Outer", "struct [|[|Outer|]|]"),
        """
        namespace A
        {
            public partial struct Outer<T>
            {
                [Obsolete] partial class Inner
                {
                    [Softmax(3)] public partial void A(ReadOnlySpan<float> logits, Span<float> probabilities);
                    [Softmax(3)] public partial void B(ReadOnlySpan<float> logits, Span<float> probabilities);
                }
            }
        }
        """,
        "Add 'partial'");

    [Fact]
    public Task All_files_of_a_project_are_fixed_together() => s_rule.Fixes(
        [
            "partial class A { [Softmax(3)] public void [|F|](ReadOnlySpan<float> logits, Span<float> probabilities) { } }",
            "partial class B { [Softmax(3)] public void [|F|](ReadOnlySpan<float> logits, Span<float> probabilities) { } }",
        ],
        [
            "partial class A { [Softmax(3)] public partial void F(ReadOnlySpan<float> logits, Span<float> probabilities); }",
            "partial class B { [Softmax(3)] public partial void F(ReadOnlySpan<float> logits, Span<float> probabilities); }",
        ]);

    [Fact]
    public Task A_generic_method_has_no_fix() => s_rule.OffersNoFix(
        "partial class C { [Softmax(3)] public static partial void [|F|]<T>(ReadOnlySpan<float> logits, Span<float> probabilities); }");

    [Fact]
    public Task An_interface_has_no_fix() => s_rule.OffersNoFix(
        "partial interface [|I|] { [Softmax(3)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities); }");

    [Fact]
    public Task A_file_type_has_no_fix() => s_rule.OffersNoFix(
        "file partial class [|C|] { [Softmax(3)] public static partial void {|CS8795:F|}(ReadOnlySpan<float> logits, Span<float> probabilities); }");

    [Fact]
    public Task Local_functions_and_lambdas_are_reported() => s_rule.OffersNoFix("""
        class C
        {
            static void F()
            {
                [Softmax(3)] static void [|G|](ReadOnlySpan<float> logits, Span<float> probabilities) { }
                G(default, default);
                var h = [|[Softmax(3)] () => { }|];
                h();
            }
        }
        """);

    [Fact]
    public Task An_accessor_is_reported() => s_rule.OffersNoFix("class C { public int P { [Softmax(3)] [|get|]; } }");

    [Fact]
    public Task An_alias_of_the_attribute_is_seen() => s_rule.Reports("""
        using Probabilities = LossKernels.SoftmaxAttribute;
        partial class C { [Probabilities(3)] public static void [|F|](ReadOnlySpan<float> logits, Span<float> probabilities) { } }
        """);
}
