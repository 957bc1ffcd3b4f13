using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EdgeProctoring.MutateRules;

/// <summary>
/// Puts every change of a file into it at once, each behind a switch: <c>(MutantSwitch.On(17) ? a &lt;= b : a &lt; b)</c>. The engine
/// is compiled once, and a run names its mutant. Lines stay where they are.
/// </summary>
internal sealed class MutantRewriter(string file, IReadOnlySet<int> banned, List<Mutant> mutants, Func<int> next) : CSharpSyntaxRewriter
{
    private static readonly Dictionary<SyntaxKind, (SyntaxKind Node, string Token)[]> _comparisons = new()
    {
        [SyntaxKind.LessThanExpression] = [(SyntaxKind.LessThanOrEqualExpression, "<="), (SyntaxKind.GreaterThanOrEqualExpression, ">=")],
        [SyntaxKind.LessThanOrEqualExpression] = [(SyntaxKind.LessThanExpression, "<"), (SyntaxKind.GreaterThanExpression, ">")],
        [SyntaxKind.GreaterThanExpression] = [(SyntaxKind.GreaterThanOrEqualExpression, ">="), (SyntaxKind.LessThanOrEqualExpression, "<=")],
        [SyntaxKind.GreaterThanOrEqualExpression] = [(SyntaxKind.GreaterThanExpression, ">"), (SyntaxKind.LessThanExpression, "<")],
        [SyntaxKind.EqualsExpression] = [(SyntaxKind.NotEqualsExpression, "!=")],
        [SyntaxKind.NotEqualsExpression] = [(SyntaxKind.EqualsExpression, "==")],
    };

    public override SyntaxNode? VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        var visited = (BinaryExpressionSyntax)base.VisitBinaryExpression(node)!;
        ExpressionSyntax result = visited;
        foreach (var (_, token) in _comparisons.GetValueOrDefault(node.Kind(), []))
        {
            result = Switched(node, result, $"{visited.Left} {token} {visited.Right}", $"{node.Left} {token} {node.Right}");
        }
        return result;
    }

    public override SyntaxNode? VisitLiteralExpression(LiteralExpressionSyntax node)
    {
        if (!IsChangeable(node))
        {
            return node;
        }
        return node.Kind() switch
        {
            SyntaxKind.TrueLiteralExpression => Switched(node, node, "false", "false"),
            SyntaxKind.FalseLiteralExpression => Switched(node, node, "true", "true"),
            SyntaxKind.NumericLiteralExpression when Increased(node.Token.Text) is { } more => Switched(node, node, more, more),
            _ => node,
        };
    }

    public override SyntaxNode? VisitIsPatternExpression(IsPatternExpressionSyntax node)
    {
        var visited = (IsPatternExpressionSyntax)base.VisitIsPatternExpression(node)!;
        if (node.Pattern.DescendantNodesAndSelf().Any(part => part is VariableDesignationSyntax or RecursivePatternSyntax))
        {
            return visited;
        }
        ExpressionSyntax result = visited;
        foreach (var number in node.Pattern.DescendantNodes().OfType<LiteralExpressionSyntax>().Where(part => part.IsKind(SyntaxKind.NumericLiteralExpression)))
        {
            var changed = node.Pattern.ReplaceNode(number, SyntaxFactory.ParseExpression(Increased(number.Token.Text)!));
            result = Switched(node, result, $"{visited.Expression} is {changed}", $"{node.Expression} is {changed}");
        }
        return Switched(node, result, $"{visited.Expression} is not ({visited.Pattern})", $"{node.Expression} is not ({node.Pattern})");
    }

    public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        var visited = (InvocationExpressionSyntax)base.VisitInvocationExpression(node)!;
        var other = node.Expression.ToString() switch { "Math.Max" => "Math.Min", "Math.Min" => "Math.Max", _ => null };
        return other is null ? visited : Switched(node, visited, $"{other}{visited.ArgumentList}", $"{other}{node.ArgumentList}");
    }

    // A constant becomes a property, so that what it says can be switched.
    public override SyntaxNode? VisitFieldDeclaration(FieldDeclarationSyntax node)
    {
        var isNumber = node.Declaration.Type.ToString() is "int" or "long";
        if (!node.Modifiers.Any(SyntaxKind.ConstKeyword) || !isNumber || node.Declaration.Variables is not [{ Initializer.Value: LiteralExpressionSyntax value } variable])
        {
            return node.Modifiers.Any(SyntaxKind.ConstKeyword) ? node : base.VisitFieldDeclaration(node);
        }
        if (IsBanned(node) || Increased(value.Token.Text) is not { } more)
        {
            return node;
        }
        var modifiers = string.Join(' ', node.Modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.ConstKeyword)).Select(modifier => modifier.Text));
        var body = Switched(value, value, more, more);
        return SyntaxFactory.ParseMemberDeclaration($"{modifiers} static {node.Declaration.Type} {variable.Identifier} => {body};")!.WithTriviaFrom(node);
    }

    public override SyntaxNode? VisitAttributeList(AttributeListSyntax node) => node;

    public override SyntaxNode? VisitParameter(ParameterSyntax node) => node;

    public override SyntaxNode? VisitEnumMemberDeclaration(EnumMemberDeclarationSyntax node) => node;

    public override SyntaxNode? VisitLocalDeclarationStatement(LocalDeclarationStatementSyntax node) =>
        node.Modifiers.Any(SyntaxKind.ConstKeyword) ? node : base.VisitLocalDeclarationStatement(node);

    public override SyntaxNode? VisitConstantPattern(ConstantPatternSyntax node) => node;

    public override SyntaxNode? VisitRelationalPattern(RelationalPatternSyntax node) => node;

    public override SyntaxNode? VisitCaseSwitchLabel(CaseSwitchLabelSyntax node) => node;

    private ExpressionSyntax Switched(SyntaxNode place, ExpressionSyntax original, string mutated, string shown)
    {
        if (IsBanned(place))
        {
            return original;
        }
        var mutant = new Mutant(next(), file, LineOf(place), Shown(place.ToString()), Shown(shown));
        mutants.Add(mutant);
        var text = string.Create(CultureInfo.InvariantCulture, $"(MutantSwitch.On({mutant.Number}) ? ({mutated.ReplaceLineEndings(" ")}) : ({original.WithoutTrivia().ToFullString()}))");
        return SyntaxFactory.ParseExpression(text).WithTriviaFrom(original);
    }

    private bool IsBanned(SyntaxNode place)
    {
        if (IsCapacity(place))
        {
            return true;
        }
        var span = place.GetLocation().GetLineSpan();
        return Enumerable.Range(span.StartLinePosition.Line + 1, span.EndLinePosition.Line - span.StartLinePosition.Line + 1).Any(banned.Contains);
    }

    /// <summary>How much room a list, table or buffer has to begin with changes nothing that it holds.</summary>
    private static bool IsCapacity(SyntaxNode place) => place.Ancestors().TakeWhile(node => node is not StatementSyntax).Any(node => node switch
    {
        ObjectCreationExpressionSyntax created => created.Type.ToString().StartsWith("List<", StringComparison.Ordinal)
            && created.ArgumentList is { Arguments.Count: 1 } arguments && arguments.Span.Contains(place.Span),
        ArrayRankSpecifierSyntax rank => rank.Span.Contains(place.Span),
        _ => false,
    });

    private static bool IsChangeable(LiteralExpressionSyntax node) => node.Parent is not (AttributeArgumentSyntax or InterpolationFormatClauseSyntax);

    private static int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    private static string Shown(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string? Increased(string literal)
    {
        var digits = literal.Replace("_", "", StringComparison.Ordinal);
        var end = digits.Length;
        while (end > 0 && char.IsAsciiLetter(digits[end - 1]))
        {
            end--;
        }
        return long.TryParse(digits.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? string.Create(CultureInfo.InvariantCulture, $"{number + 1}{digits[end..]}") : null;
    }
}
