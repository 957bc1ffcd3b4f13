using System.Globalization;
using EdgeProctoring.Contracts;
using YamlDotNet.RepresentationModel;

namespace EdgeProctoring.Hub.Setup;

/// <summary>Reads one map of a YAML file field by field; every error is kept with its line, and unknown keys are errors.</summary>
internal sealed class YamlFields
{
    private readonly YamlMappingNode? _map;
    private readonly YamlNode _node;
    private readonly string _path;
    private readonly List<string> _errors;
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public YamlFields(YamlNode node, string path, List<string> errors)
    {
        (_node, _path, _errors, _map) = (node, path, errors, node as YamlMappingNode);
        if (_map is null)
        {
            Refuse(node, path, null, "a map of named values");
        }
    }

    public string Text(string key, string limit, Func<string, bool> fits, string? otherwise = null)
    {
        if (Node(key) is not YamlScalarNode { Value: { } value } node)
        {
            if (Node(key) is not null || otherwise is null)
            {
                Refuse(Node(key) ?? _node, At(key), null, limit);
            }
            return otherwise ?? "";
        }
        if (!fits(value))
        {
            Refuse(node, At(key), value, limit);
        }
        return value;
    }

    public string Id(string key) => Text(key, $"1 to {Limits.IdLength} letters, digits, '.', '_' or '-'", IsId);

    public int Number(string key, int least, int most, int? otherwise = null)
    {
        var number = otherwise ?? 0;
        Text(key, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"),
            text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) && number >= least && number <= most,
            otherwise?.ToString(CultureInfo.InvariantCulture));
        return number;
    }

    public IReadOnlyList<string> Texts(string key) => Node(key) switch
    {
        null => [],
        YamlSequenceNode list => [.. list.Select((item, at) => item is YamlScalarNode { Value: { } value } ? value : Refused(item, $"{At(key)}[{at}]", "a text"))],
        var other => [Refused(other, At(key), "a list of texts")],
    };

    /// <summary>The maps of a list.</summary>
    public IReadOnlyList<YamlFields> Maps(string key)
    {
        if (Node(key) is not { } node)
        {
            return [];
        }
        if (node is YamlSequenceNode list)
        {
            return [.. list.Select((item, at) => new YamlFields(item, $"{At(key)}[{at}]", _errors))];
        }
        Refuse(node, At(key), null, "a list");
        return [];
    }

    public IReadOnlyList<KeyValuePair<string, string>> Pairs(string key)
    {
        if (Node(key) is not YamlMappingNode map)
        {
            if (Node(key) is { } other)
            {
                Refuse(other, At(key), null, "a map of texts");
            }
            return [];
        }
        return [.. map.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value ?? "",
            pair.Value is YamlScalarNode { Value: { } value } ? value : Refused(pair.Value, $"{At(key)}.{pair.Key}", "a text")))];
    }

    public void Refuse(string key, object? value, string limit) => Refuse(Node(key) ?? _node, At(key), value, limit);

    public void RefuseUnknown()
    {
        foreach (var pair in _map ?? [])
        {
            if (pair.Key is YamlScalarNode { Value: { } key } && !_read.Contains(key))
            {
                Refuse(pair.Key, At(key), key, $"one of {string.Join(", ", _read.Order(StringComparer.Ordinal))}");
            }
        }
    }

    public static bool IsId(string text) =>
        text.Length is > 0 and <= Limits.IdLength && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');

    private YamlNode? Node(string key)
    {
        _read.Add(key);
        return _map is not null && _map.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;
    }

    private string At(string key) => _path.Length == 0 ? key : $"{_path}.{key}";

    private string Refused(YamlNode node, string path, string limit)
    {
        Refuse(node, path, null, limit);
        return "";
    }

    private void Refuse(YamlNode node, string path, object? value, string limit) =>
        _errors.Add(string.Create(CultureInfo.InvariantCulture, $"line {node.Start.Line}: {Refusal.Of(path, value, limit)}"));
}
