#pragma warning disable CA1822
using Dci.CrvsApi.Registry.Deliveries;

namespace Dci.CrvsApi.Deliveries;

/// <summary>
/// What this node delivers at once, without asking the store for it: room is reserved before a delivery is stored under
/// this node's name, and the delivery is handed over once it is durable. Without room it is left to whoever asks the store.
/// </summary>
internal sealed class DeliveryQueue
{
    /// <summary>Whether there is room for a delivery of this size; then <see cref="Hand"/> or <see cref="Withdraw"/> must follow.</summary>
    public bool TryReserve(string destination, int bytes) => false;

    /// <summary>Hands over a delivery that is durable and that this node has.</summary>
    public void Hand(Delivery delivery)
    {
    }

    /// <summary>Gives reserved room back: nothing came of it.</summary>
    public void Withdraw(string destination, int bytes)
    {
    }

    /// <summary>Says that something is due in the store that nobody has.</summary>
    public void Wake()
    {
    }
}
