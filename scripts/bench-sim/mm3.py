"""An M/M/3 queue in SimPy (version 2, as Debian has it): customers a second."""

import random
import time

from SimPy.Simulation import Process, Resource, activate, hold, initialize, now, release, request, simulate

CUSTOMERS = 100_000
waited = 0.0


class Customer(Process):
    def visit(self, clerks):
        global waited
        came = now()
        yield request, self, clerks
        waited += now() - came
        yield hold, self, random.expovariate(1)
        yield release, self, clerks


class Source(Process):
    def generate(self, clerks):
        for _ in range(CUSTOMERS):
            yield hold, self, random.expovariate(2)
            customer = Customer()
            activate(customer, customer.visit(clerks))


random.seed(1)
start = time.perf_counter()
initialize()
source = Source()
activate(source, source.generate(Resource(capacity=3)))
simulate(until=CUSTOMERS)
took = time.perf_counter() - start
print(f"simpy    {CUSTOMERS / took:9.0f} customers/s, mean wait {waited / CUSTOMERS:.3f} (4/9)")
