using System.Collections.Immutable;

namespace LossKernels.Generators.Declarations;

/// <summary>Roles as users write them: a parameter's name is its role with a lower-case first letter.</summary>
internal static class RoleNames
{
    private static readonly ImmutableArray<Role> _roles = [.. Enum.GetValues(typeof(Role)).Cast<Role>()];

    private static readonly ImmutableArray<string> _names = [.. Enum.GetNames(typeof(Role)).Select(name => char.ToLowerInvariant(name[0]) + name.Substring(1))];

    public static string Name(this Role role) => _names[(int)role];

    /// <summary>The role that a parameter's name says, or null where it says none.</summary>
    public static Role? Parse(string name)
    {
        foreach (var role in _roles)
        {
            if (role != Role.Return && role.Name() == name)
            {
                return role;
            }
        }

        return null;
    }

    /// <summary>The role that a wrong name is likeliest to mean, or null where no name is near.</summary>
    public static Role? Nearest(string name, IEnumerable<Role> roles)
    {
        Role? nearest = null;
        var least = int.MaxValue;
        foreach (var role in roles)
        {
            var (from, to) = (name.ToLowerInvariant(), role.Name().ToLowerInvariant());
            var distance = Distance(from, to);

            // More than two letters in five wrong is another word, not a slip, unless it is the role cut short.
            if (distance < least && (distance * 5 <= to.Length * 2 || IsAbbreviation(from, to)))
            {
                (nearest, least) = (role, distance);
            }
        }

        return nearest;
    }

    /// <summary>Whether a name is a role's first letter and at least two more of its letters in their order: <c>grad</c>, <c>logProbs</c>.</summary>
    private static bool IsAbbreviation(string from, string to)
    {
        if (from.Length < 3 || from[0] != to[0])
        {
            return false;
        }

        var matched = 0;
        foreach (var letter in to)
        {
            matched += matched < from.Length && from[matched] == letter ? 1 : 0;
        }

        return matched == from.Length;
    }

    /// <summary>The number of letters to insert, delete or replace (V. Levenshtein, 1966).</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
