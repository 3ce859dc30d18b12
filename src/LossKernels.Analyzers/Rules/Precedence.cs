namespace LossKernels.Analyzers.Rules;

/// <summary>One mistake, one report: which rule speaks where two see the same subject.</summary>
internal static class Precedence
{
    private static readonly (string Speaks, string IsSilent)[] s_order =
    [
        ("LK1001", "LK1003"),
        ("LK1004", "LK1008"),
        ("LK1005", "LK1008"),
        ("LK1009", "LK1008"),
        ("LK2002", "LK2001"),
        ("LK2003", "LK2007"),
        ("LK1003", "LK4001"),
        ("LK1004", "LK4001"),
        ("LK1005", "LK4001"),
        ("LK1006", "LK4001"),
        ("LK1008", "LK4001"),
    ];

    public static IEnumerable<Finding> Of(IReadOnlyList<Finding> findings)
    {
        var distinct = findings.GroupBy(finding => (finding.Rule.Descriptor.Id, finding.Operation.Syntax)).Select(same => same.First()).ToArray();
        return distinct.Where(finding => !distinct.Any(other => s_order.Contains((other.Rule.Descriptor.Id, finding.Rule.Descriptor.Id)) && IsSame(other, finding)));
    }

    private static bool IsSame(Finding left, Finding right)
        => left.Operation.Syntax == right.Operation.Syntax
            || (left.Subject is { } subject && (subject.Equals(right.Subject) || (left.IsPart && right.Subject?.Contains(subject) == true)));
}
