using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossKernels.Generators.Declarations;

/// <summary>The parameters of one method: their roles by name, their types, and whether they go together (LK0004 to LK0006).</summary>
internal sealed class ParameterParser
{
    private readonly IMethodSymbol _method;
    private readonly KernelSignature _signature;
    private readonly DeclarationErrors _errors;

    public ParameterParser(IMethodSymbol method, KernelSignature signature, DeclarationErrors errors)
    {
        (_method, _signature, _errors) = (method, signature, errors);
        Element = FindElement();
    }

    /// <summary>T: the element type of the logits, or of the first input like them where there are none, or of the first span; null where it is not supported.</summary>
    public StoredType? Element { get; }

    /// <summary>The parameters, or null where one of them is wrong; without a form only names and types are checked.</summary>
    public IReadOnlyList<KernelParameter>? Parse(KernelForm? form, MethodDeclarationSyntax? syntax)
    {
        var before = _errors.Count;
        var parsed = new List<KernelParameter>();
        foreach (var parameter in _method.Parameters)
        {
            if (RoleNames.Parse(parameter.Name) is not { } role || FindRule(form, role) is not { } rule)
            {
                ReportUnknown(parameter);
            }
            else if (parsed.Any(other => other.Role == role))
            {
                // CS0100: C# says that the name is there twice.
                return null;
            }
            else if (form is not null && form.Find(role) is null)
            {
                Report(DeclarationTarget.Parameter, parameter.Ordinal, $"has no '{parameter.Name}' where the method returns '{MethodShapeReader.ReadableReturnType(_method)}': it {ReturnsText}");
            }
            else if (ParameterTypes.Check(parameter, rule, Element, _signature, _errors) && (syntax is null || parameter.Ordinal < syntax.ParameterList.Parameters.Count))
            {
                parsed.Add(ParameterTypes.Read(parameter, rule, syntax?.ParameterList.Parameters[parameter.Ordinal]));
            }
        }

        if (form is not null)
        {
            CheckPresence(form);
        }
        else if (Element is null && _errors.Count == before && parsed.Count == _method.Parameters.Length && StoredTypes.IsFloatingPoint(_method.ReturnType)
            && _signature.Forms.FirstOrDefault(other => other.Returns == ReturnKind.Element) is { } ofNumber)
        {
            // A number is returned, and nothing says of which type: the form is not known for want of what is missing.
            CheckPresence(ofNumber);
        }

        return _errors.Count == before && parsed.Count == _method.Parameters.Length ? parsed : null;
    }

    private string ReturnsText => string.Format(
        System.Globalization.CultureInfo.InvariantCulture,
        _signature.Returns,
        Element?.Keyword() ?? "T");

    private StoredType? FindElement()
    {
        // Weights and other spans beside them may be of another type, and may come first.
        var logits = _method.Parameters.FirstOrDefault(parameter => parameter.Name == Role.Logits.Name())
            ?? _method.Parameters.FirstOrDefault(parameter => RoleNames.Parse(parameter.Name) is { } role && FindRule(null, role) is { Type: RoleType.ElementsPerClass });
        if (logits is not null && Spans.ElementOf(logits.Type) is { } element)
        {
            return StoredTypes.Of(element);
        }

        return _method.Parameters
            .Select(parameter => Spans.ElementOf(parameter.Type) is { } type ? StoredTypes.Of(type) : null)
            .FirstOrDefault(type => type is not null);
    }

    /// <summary>The rule of a role in the form, or in another form where this one has none.</summary>
    private RoleRule? FindRule(KernelForm? form, Role role)
        => form?.Find(role) ?? _signature.Forms.Select(other => other.Find(role)).FirstOrDefault(rule => rule is not null);

    private void ReportUnknown(IParameterSymbol parameter)
    {
        if (parameter.Name.Length == 0)
        {
            // A name that is still missing is half-written source: C# speaks.
            return;
        }

        var roles = _signature.Forms.SelectMany(form => form.Roles).Select(rule => rule.Role).Distinct().ToArray();
        var free = roles.Where(role => _method.Parameters.All(other => other.Name != role.Name()));
        _errors.AddWithSuggestion(
            DeclarationRule.UnknownRole,
            DeclarationTarget.Parameter,
            parameter.Ordinal,
            RoleNames.Nearest(parameter.Name, free)?.Name() ?? "",
            parameter.Name,
            _signature.Kind.ToString(),
            List(roles));
    }

    private void CheckPresence(KernelForm form)
    {
        foreach (var rule in form.Roles)
        {
            if (rule.Presence == Presence.Required && !IsDeclared(rule.Role))
            {
                Report(DeclarationTarget.Method, 0, $"needs a parameter '{ParameterTypes.Expected(rule.Type, Element)} {rule.Role.Name()}'");
            }
        }

        var alternatives = form.Roles.Where(rule => rule.Presence == Presence.OneOf).Select(rule => rule.Role).ToArray();
        var given = alternatives.Where(IsDeclared).ToArray();
        if (alternatives.Length > 0 && given.Length != 1)
        {
            var found = given.Length == 0 ? "none is there" : $"{List(given)} are there";
            var index = given.Length == 0 ? 0 : _method.Parameters.First(parameter => parameter.Name == given[1].Name()).Ordinal;
            Report(given.Length == 0 ? DeclarationTarget.Method : DeclarationTarget.Parameter, index, $"needs exactly one of {List(alternatives)}; {found}");
        }

        foreach (var rule in form.Roles)
        {
            if (rule.Presence == Presence.OptionalWithLabels && IsDeclared(rule.Role) && !IsDeclared(Role.Label) && !IsDeclared(Role.Labels))
            {
                var index = _method.Parameters.First(parameter => parameter.Name == rule.Role.Name()).Ordinal;
                Report(DeclarationTarget.Parameter, index, $"has '{rule.Role.Name()}' only with 'label' or 'labels'");
            }
        }
    }

    private bool IsDeclared(Role role) => _method.Parameters.Any(parameter => parameter.Name == role.Name());

    private void Report(DeclarationTarget target, int index, string message)
        => _errors.Add(DeclarationRule.Roles, target, index, _signature.Kind.ToString(), message);

    private static string List(IReadOnlyList<Role> roles)
    {
        var names = roles.Select(role => $"'{role.Name()}'").ToArray();
        return names.Length == 1 ? names[0] : $"{string.Join(", ", names.Take(names.Length - 1))} and {names[names.Length - 1]}";
    }
}
