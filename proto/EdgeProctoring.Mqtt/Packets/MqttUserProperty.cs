namespace MQTTnet.Packets;

/// <summary>One name and value that travels with a packet.</summary>
public sealed class MqttUserProperty(string name, string value)
{
    public string Name { get; } = name ?? throw new ArgumentNullException(nameof(name));
    public string Value { get; } = value ?? throw new ArgumentNullException(nameof(value));

    public bool Equals(MqttUserProperty? other) => other is not null && Name == other.Name && Value == other.Value;
    public override bool Equals(object? obj) => Equals(obj as MqttUserProperty);
    public override int GetHashCode() => HashCode.Combine(Name, Value);
    public override string ToString() => $"{Name} = {Value}";
}
