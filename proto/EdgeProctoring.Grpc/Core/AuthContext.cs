using System.Text;

namespace Grpc.Core;

/// <summary>Who the peer has proven to be. Whether that certificate is wanted is for the caller to judge.</summary>
public class AuthContext
{
    private readonly Dictionary<string, List<AuthProperty>> _properties;

    public AuthContext(string? peerIdentityPropertyName, Dictionary<string, List<AuthProperty>> properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        PeerIdentityPropertyName = peerIdentityPropertyName;
        _properties = properties;
    }

    public bool IsPeerAuthenticated => PeerIdentityPropertyName is not null;
    public string? PeerIdentityPropertyName { get; }
    public IEnumerable<AuthProperty> PeerIdentity => PeerIdentityPropertyName is null ? [] : _properties[PeerIdentityPropertyName];
    public IEnumerable<AuthProperty> Properties => _properties.Values.SelectMany(values => values);
    public IEnumerable<AuthProperty> FindPropertiesByName(string propertyName) => _properties.GetValueOrDefault(propertyName) ?? [];
}

/// <summary>One thing that the peer has proven.</summary>
public class AuthProperty
{
    private readonly byte[] _value;

    private AuthProperty(string name, byte[] value)
    {
        Name = name;
        _value = value;
    }

    public string Name { get; }
    public string Value => Encoding.UTF8.GetString(_value);
    public byte[] ValueBytes => (byte[])_value.Clone();

    public static AuthProperty Create(string name, byte[] valueBytes)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(valueBytes);
        return new AuthProperty(name, (byte[])valueBytes.Clone());
    }
}
