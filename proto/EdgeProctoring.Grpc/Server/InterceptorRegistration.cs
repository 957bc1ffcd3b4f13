using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server;

/// <summary>One kind of interceptor: taken from the services where it is registered, else made for each call.</summary>
public class InterceptorRegistration
{
    private readonly object[] _arguments;
    private readonly Lazy<ObjectFactory> _factory;

    internal InterceptorRegistration(Type type, object[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (Array.Exists(arguments, argument => argument is null))
        {
            throw new ArgumentException($"An argument of the interceptor {type} is null; its type would be unknown.", nameof(arguments));
        }
        Type = type;
        _arguments = arguments;
        _factory = new Lazy<ObjectFactory>(() => ActivatorUtilities.CreateFactory(type, [.. arguments.Select(argument => argument.GetType())]));
    }

    public Type Type { get; }
    public IReadOnlyList<object> Arguments => _arguments;

    internal Activated<Interceptor> Activate(IServiceProvider services) =>
        _arguments.Length == 0 && services.GetService(Type) is Interceptor registered
            ? new Activated<Interceptor>(registered, owned: false)
            : new Activated<Interceptor>((Interceptor)_factory.Value(services, _arguments), owned: true);
}
